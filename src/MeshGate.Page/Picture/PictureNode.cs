using System.Text.Json.Serialization;

namespace MeshGate.Page.Picture;

/// <summary>A node as it is drawn.</summary>
/// <param name="Name">Its name.</param>
public sealed record PictureNode(string Name)
{
    /// <summary>Its segment; null where it is nobody's peer.</summary>
    public string? Segment { get; init; }

    /// <summary>Whether the operator made it a hub.</summary>
    public bool Hub { get; init; }

    /// <summary>Whether it has the role Relay.</summary>
    public bool Relay { get; init; }

    /// <summary>Whether it has the role Gateway.</summary>
    public bool Gateway { get; init; }

    /// <summary>Whether it is drained.</summary>
    public bool Drain { get; init; }

    /// <summary>How it stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public NodeHealth Health { get; init; }

    /// <summary>What is wrong, in a sentence that a person can act on; null where nothing is.</summary>
    public string? Message { get; init; }

    /// <summary>Its region, or null.</summary>
    public string? Region { get; init; }

    /// <summary>Its zone, or null.</summary>
    public string? Zone { get; init; }

    /// <summary>Its mesh addresses with commas between.</summary>
    public string? Addresses { get; init; }

    /// <summary>The NAT in front of it, in the words of RFC 4787; null where nothing was found out.</summary>
    public string? Nat { get; init; }
}

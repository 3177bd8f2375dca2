using System.Text.Json.Serialization;

namespace MeshGate.Page.Picture;

/// <summary>Two nodes that speak, want to, or are kept together.</summary>
/// <param name="One">The one whose name comes first.</param>
/// <param name="Other">The other.</param>
public sealed record PictureLink(string One, string Other)
{
    /// <summary>How their session goes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public LinkKind Kind { get; init; }

    /// <summary>How it fares.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public LinkHealth Health { get; init; }

    /// <summary>The node that relays, of two in a row both with a plus between, the one near the first end first; null where none does, or none that is known.</summary>
    public string? Via { get; init; }

    /// <summary>Round-trip time in milliseconds, or null.</summary>
    public double? Rtt { get; init; }

    /// <summary>The share of packets that were lost of late, in percent; null where it is not measured.</summary>
    public int? Loss { get; init; }

    /// <summary>Why it is not direct, in a daemon's words; null where it is, or none says so.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the topology keeps the two together.</summary>
    public bool Pinned { get; init; }

    /// <summary>How often an end's session left a path that failed: of the two, the one that did more often.</summary>
    public int Failovers { get; init; }

    /// <summary>Why it did last.</summary>
    public string? Cause { get; init; }

    /// <summary>For how long nothing passed then, in milliseconds.</summary>
    public int? Gap { get; init; }

    /// <summary>By which the page knows it: no MeshNode's name has a tilde.</summary>
    [JsonIgnore]
    public string Id => $"{One}~{Other}";
}

using System.Text.Json.Serialization;
using MeshGate.Kubernetes.Entities.Attributes;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// One pair of nodes between which a path takes this relay and another, in one line with spaces between: the MeshRoute; <c>near=</c> the
/// MeshNode at the end that asks this relay; <c>far=</c> the one at the end that asks the other; <c>relay=</c> the other relay;
/// <c>leads=true</c> where this relay asks the other one; <c>keys=</c> the WireGuard public keys of the three, each after its name and a
/// colon, with commas between.
/// </summary>
[WrittenAsText(1, 2000)]
[JsonConverter(typeof(ChainOrderConverter))]
public sealed record ChainOrder
{
    /// <summary>The MeshRoute.</summary>
    public string Route { get; set; } = string.Empty;

    /// <summary>The MeshNode at the end that asks this relay.</summary>
    public string Near { get; set; } = string.Empty;

    /// <summary>The MeshNode at the end that asks the other relay.</summary>
    public string Far { get; set; } = string.Empty;

    /// <summary>The other relay.</summary>
    public string Relay { get; set; } = string.Empty;

    /// <summary>Whether this relay asks the other one; else it is asked.</summary>
    public bool Leads { get; set; }

    /// <summary>Public keys of the three, base64, by the MeshNode's name.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; set; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public bool Equals(ChainOrder? other)
        => other is not null && (Route, Near, Far, Relay, Leads) == (other.Route, other.Near, other.Far, other.Relay, other.Leads)
            && Keys.Count == other.Keys.Count && Keys.All(key => other.Keys.TryGetValue(key.Key, out string? value) && value == key.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Route, Near, Far, Relay, Leads);
}

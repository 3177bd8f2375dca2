using System.Text.Json.Serialization;
using MeshGate.Kubernetes.Entities.Attributes;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// The paths of a MeshRoute for one of its two ends, in one line with spaces between: the name of the MeshNode at the other end;
/// <c>route=</c> the MeshRoute; <c>priority=</c> its priority; <c>paths=</c> its paths with commas between, best first, each Direct, Turn, or
/// the relays with a plus between, the one that this end asks first; <c>to=</c> the path that a person moved it to; <c>keys=</c> the relays' WireGuard public keys, each after
/// its name and a colon, with commas between.
/// </summary>
[WrittenAsText(1, 8000)]
[JsonConverter(typeof(RouteOrderConverter))]
public sealed record RouteOrder
{
    /// <summary>The MeshNode at the other end.</summary>
    public string Peer { get; set; } = string.Empty;

    /// <summary>The MeshRoute.</summary>
    public string Route { get; set; } = string.Empty;

    /// <summary>Which session fails over first where not all may at once: the higher. 0 to 1000.</summary>
    public int Priority { get; set; }

    /// <summary>The paths, best first, at most 9: Direct, Turn, or relays with a plus between, the one that this end asks first.</summary>
    public IReadOnlyList<string> Paths { get; set; } = [];

    /// <summary>The path that a person moved the route to; null where nobody did.</summary>
    public string? To { get; set; }

    /// <summary>Public keys of the relays, base64, by the MeshNode's name.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; set; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public bool Equals(RouteOrder? other)
        => other is not null && (Peer, Route, Priority, To) == (other.Peer, other.Route, other.Priority, other.To)
            && Paths.SequenceEqual(other.Paths) && Keys.Count == other.Keys.Count && Keys.All(key => other.Keys.TryGetValue(key.Key, out string? value) && value == key.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Peer, Route, Priority, To, Paths.Count);
}

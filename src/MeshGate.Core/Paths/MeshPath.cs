using System.Collections.Immutable;

namespace MeshGate.Core.Paths;

/// <summary>A path between two nodes. Equal where kind and relays are.</summary>
/// <param name="Kind">How it goes.</param>
/// <param name="Relays">Names of the nodes that relay, from end to end; empty unless it goes by relays that are known.</param>
/// <param name="RttMilliseconds">Its round-trip time in milliseconds, as far as it was measured, else guessed by where the nodes stand.</param>
public sealed record MeshPath(PathKind Kind, ImmutableArray<string> Relays, double RttMilliseconds)
{
    /// <summary>The path as people and daemons name it: Direct, Turn (names of nodes have no capitals), or its relays with a plus between.</summary>
    public string Name => Kind == PathKind.Relay ? string.Join('+', Relays) : Kind.ToString();

    /// <summary>The name as one of its ends has it: the relays in the order in which that end meets them.</summary>
    /// <param name="isFirst">Whether it is the end that <see cref="Relays"/> begins at.</param>
    public string NameFrom(bool isFirst) => isFirst || Relays.Length < 2 ? Name : string.Join('+', Relays.Reverse());

    /// <inheritdoc/>
    public bool Equals(MeshPath? other) => other is not null && Kind == other.Kind && Relays.SequenceEqual(other.Relays);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Relays.Length);

    /// <summary>The path in words.</summary>
    public override string ToString() => Kind switch
    {
        PathKind.Direct => "the direct path",
        PathKind.Turn => "the path through a TURN server",
        _ when Relays.IsEmpty => "the path through a relay",
        _ => $"the path through {string.Join(" and ", Relays)}",
    };
}

using System.Collections.Immutable;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>How the TURN servers do that this machine may use.</summary>
/// <param name="Servers">How many there are.</param>
/// <param name="Problems">What is wrong with those that failed and have not served since, a sentence each.</param>
public sealed record TurnServersReport(int Servers, ImmutableArray<string> Problems)
{
    /// <summary>Before a server was needed.</summary>
    public static TurnServersReport None { get; } = new(0, []);

    /// <inheritdoc/>
    public bool Equals(TurnServersReport? other) => other is not null && Servers == other.Servers && Problems.AsSpan().SequenceEqual(other.Problems.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Servers, Problems.Length);
}

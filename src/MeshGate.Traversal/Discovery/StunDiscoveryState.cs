using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Discovery;

/// <summary>The state of a <see cref="StunDiscovery"/>. Times are on the caller's monotonic clock.</summary>
public sealed record StunDiscoveryState
{
    /// <summary>Before the first discovery.</summary>
    public static StunDiscoveryState Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public StunDiscoveryPhase Phase { get; init; }

    /// <summary>When the current discovery began.</summary>
    public TimeSpan StartedAt { get; init; }

    /// <summary>The servers asked.</summary>
    public ImmutableArray<StunProbe> Probes { get; init; } = [];

    /// <summary>The machine's own addresses.</summary>
    public ImmutableArray<IPEndPoint> LocalEndpoints { get; init; } = [];

    /// <summary>The servers that failed last time they were judged; carried from one discovery to the next.</summary>
    public ImmutableArray<StunServerHealth> Health { get; init; } = [];

    /// <summary>When the next <see cref="StunDiscoveryTick"/> is due; null when none is.</summary>
    public TimeSpan? NextDue { get; init; }

    /// <summary>How many retransmissions have been sent.</summary>
    public int Repeats { get; init; }
}

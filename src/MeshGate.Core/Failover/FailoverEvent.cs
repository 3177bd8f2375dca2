using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Health;

namespace MeshGate.Core.Failover;

/// <summary>Something that happened to a peer's paths.</summary>
public abstract record FailoverEvent
{
    private FailoverEvent()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : FailoverEvent;

    /// <summary>The paths as they are now.</summary>
    /// <param name="Paths">All of them, best first.</param>
    /// <param name="Current">The one in use; null for none.</param>
    /// <param name="ProvenAt">When hellos last proved the path in use; null where they say nothing.</param>
    public sealed record PathsKnown(ImmutableArray<FailoverPath> Paths, IPEndPoint? Current, TimeSpan? ProvenAt = null) : FailoverEvent;

    /// <summary>What hellos say of the path in use.</summary>
    /// <param name="Verdict">The conclusion.</param>
    /// <param name="ProvenAt">When the path last carried a hello there and back.</param>
    /// <param name="Move">The number of the move that led to the path it is about.</param>
    public sealed record Judged(HelloVerdict Verdict, TimeSpan ProvenAt, int Move) : FailoverEvent;

    /// <summary>The peer says that it uses this path now.</summary>
    /// <param name="Address">The path.</param>
    /// <param name="ProvenAt">When hellos last proved the path in use here; null where they say nothing.</param>
    public sealed record PeerMoved(IPEndPoint Address, TimeSpan? ProvenAt = null) : FailoverEvent;
}

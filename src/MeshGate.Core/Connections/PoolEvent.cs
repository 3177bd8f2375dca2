using System.Collections.Immutable;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Connections;

/// <summary>Something that a pool of sessions must know.</summary>
public abstract record PoolEvent
{
    private PoolEvent()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : PoolEvent;

    /// <summary>Other settings are in force.</summary>
    public sealed record Configured(ConnectionsBlock Settings) : PoolEvent;

    /// <summary>The peers, all of them. Those that are new sleep, unless they are held.</summary>
    public sealed record Known(ImmutableArray<PoolMember> Members) : PoolEvent;

    /// <summary>A session is wanted.</summary>
    public sealed record Wanted(string Name, WakeCause Cause) : PoolEvent;

    /// <summary>A session has a proven path and WireGuard's handshake.</summary>
    public sealed record CameUp(string Name) : PoolEvent;

    /// <summary>A session has traffic; told again and again as long as it has.</summary>
    public sealed record Used(string Name) : PoolEvent;

    /// <summary>The peer agrees that the session sleeps.</summary>
    public sealed record Agreed(string Name) : PoolEvent;

    /// <summary>The peer does not agree: it has traffic, or holds the session.</summary>
    public sealed record Declined(string Name) : PoolEvent;

    /// <summary>The peer asks whether the session may sleep; <see cref="ConnectionPool.MayRest"/> is the answer to give.</summary>
    public sealed record PeerAsked(string Name) : PoolEvent;
}

using System.Net;

namespace MeshGate.Core.Failover;

/// <summary>Something to be done for a peer.</summary>
public abstract record FailoverEffect
{
    private FailoverEffect()
    {
    }

    /// <summary>Check every other path at once.</summary>
    public sealed record Probe : FailoverEffect;

    /// <summary>Point WireGuard at another path, and tell the peer over it.</summary>
    /// <param name="From">The path that is left.</param>
    /// <param name="To">The other path.</param>
    /// <param name="Cause">Why it is left.</param>
    public sealed record Switch(IPEndPoint From, IPEndPoint To, FailoverCause Cause) : FailoverEffect;

    /// <summary>Watch the session anew from when WireGuard sends to another path.</summary>
    /// <param name="Path">The path, in use from now on.</param>
    /// <param name="Move">The number of the move.</param>
    public sealed record Watch(FailoverPath Path, int Move) : FailoverEffect;

    /// <summary>
    /// Let WireGuard's packets, not STUN, that come from a path that was left count as coming from the one in use: any of them would
    /// pull the endpoint back there, and where both ends follow each other so, they may go on for ever.
    /// </summary>
    /// <param name="Against">The path that was left.</param>
    /// <param name="Instead">The path in use.</param>
    /// <param name="For">How long.</param>
    public sealed record Pin(IPEndPoint Against, IPEndPoint Instead, TimeSpan For) : FailoverEffect;

    /// <summary>Let packets from a path count as such again.</summary>
    public sealed record Unpin(IPEndPoint Against) : FailoverEffect;

    /// <summary>Choose a path no more, but go on checking it.</summary>
    public sealed record Hold(IPEndPoint Path) : FailoverEffect;

    /// <summary>A path may be chosen again, both ends sending on the other until this one is proven.</summary>
    public sealed record Release(IPEndPoint Path) : FailoverEffect;

    /// <summary>A move carried its first hello there and back.</summary>
    /// <param name="Move">The move.</param>
    /// <param name="Gap">From the last proof of the path left to the first one of the other.</param>
    public sealed record Completed(FailoverMove Move, TimeSpan Gap) : FailoverEffect;

    /// <summary>No path carries the session.</summary>
    public sealed record GaveUp(FailoverCause Cause) : FailoverEffect;
}

using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.NodeDaemon.Failover;

/// <summary>Does what a failover must not wait for.</summary>
public interface IFailoverLane
{
    /// <summary>WireGuard's port.</summary>
    int Port { set; }

    /// <summary>Points WireGuard at another address of a peer, and says when that is done.</summary>
    void Move(PublicKey peer, IPEndPoint to, Action done);

    /// <summary>Has networks belong to a peer from now on, and to no other: WireGuard takes them from whoever had them.</summary>
    void Allow(PublicKey peer, ImmutableArray<IPNetwork> networks);

    /// <summary>Lets packets from an address that was left count as from another, for a while.</summary>
    void Pin(IPEndPoint against, IPEndPoint instead, TimeSpan length);

    /// <summary>Lets packets from an address count as such again.</summary>
    void Unpin(IPEndPoint against);
}

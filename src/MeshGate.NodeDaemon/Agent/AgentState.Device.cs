using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>What WireGuard is to do, and what it does.</content>
public sealed partial class AgentState
{
    private void TakeResult(AgentEvent.DeviceApplied applied, TimeSpan now)
    {
        _deviceProblem = applied.Problem;
        if (applied.Problem is null)
        {
            _appliedRevision = _assignment is null ? null : applied.Order.Revision;
            TakeConfigured(applied.Order);
            CatchStrays(applied.Order.Interface, now);
            Share(applied.Order.WireGuard.ListenPort, now);
        }
    }

    /// <summary>Notes whose handshakes WireGuard takes.</summary>
    private void TakeConfigured(DeviceOrder order)
    {
        var entered = order.WireGuard.Peers.Where(peer => !peer.IsKeptOnly).Select(peer => peer.PublicKey).ToHashSet();
        foreach (var session in peers.All)
        {
            session.IsConfigured = entered.Contains(session.Identity.PublicKey);
        }
    }

    /// <summary>Shares the port that WireGuard has; tried again with each reading of the device until it works.</summary>
    private void Share(int port, TimeSpan now)
    {
        try
        {
            if (transport.Listen(port))
            {
                LookAround(now);
            }

            IsShared = true;
            _shareProblem = null;
        }
        catch (SocketException error)
        {
            IsShared = false;
            _isReportStale |= _shareProblem is null;
            if (_shareProblem is null)
            {
                logger.PortUnshared(port, error.Message);
            }

            _shareProblem = $"raw sockets are refused ({error.Message}); the daemon needs CAP_NET_RAW and CAP_NET_ADMIN";
        }
    }

    private void TakeDevice(AgentEvent.DeviceRead read, TimeSpan now)
    {
        _found = read.State;
        if (read.State.PublicKey != read.Order.WireGuard.PublicKey)
        {
            // With the device's addresses the kernel dropped the routes that name them.
            workers.Strays.Post(_strays);
        }

        metrics.WireGuard.Take(read.State);
        Share(read.Order.WireGuard.ListenPort, now);
        var ordered = read.Order.WireGuard.Peers.ToDictionary(peer => peer.PublicKey);
        var states = read.State.Peers.ToDictionary(peer => peer.PublicKey);
        foreach (var session in peers.All)
        {
            if (states.TryGetValue(session.Identity.PublicKey, out var state))
            {
                session.IsConfigured = true;
                TakeHandshake(session, session.Count(state.LatestHandshake), now);
                if (session.Checks.IsAsleep)
                {
                    pool.Observe(session, ordered.GetValueOrDefault(state.PublicKey)?.Endpoint, state, now);
                    continue;
                }

                TakeUse(session, state, now);
                Follow(session, ordered.GetValueOrDefault(state.PublicKey)?.Endpoint, state.Endpoint, now);
            }
        }
    }

    private void TakeHandshake(PeerSession session, DateTimeOffset? handshake, TimeSpan now)
    {
        _isReportStale |= session.LatestHandshake is null != handshake is null;
        if (session.LatestHandshake is not null && handshake is null)
        {
            // The device was replaced; its sessions are gone with it.
            session.AwaitingHandshakeSince = now;
        }

        session.LatestHandshake = handshake;
        if (session.AwaitingHandshakeSince is not null && handshake is not null)
        {
            session.AwaitingHandshakeSince = null;
            var setUp = now - (session.CandidatesKnownAt ?? session.SearchingSince);
            session.CandidatesKnownAt = null;
            metrics.PathSetUp(setUp);
            logger.PeerUp(session.Identity.Name, setUp.TotalMilliseconds);
        }
    }

    private void TakeUse(PeerSession session, WireGuardPeerState state, TimeSpan now)
    {
        var inUse = TransferOf(session, state.ReceivedBytes + state.SentBytes, now);
        if ((inUse, session.IsUseBrief) != (session.Checks.InUse, session.Checks.IsUseBrief))
        {
            checker.Step(session, new CheckListEvent.Used(inUse, session.IsUseBrief), now);
            _turnDueAt = now;
        }

        if (inUse)
        {
            pool.Used(session, now);
        }
    }

    /// <summary>Follows WireGuard where it roamed to, unless another endpoint was chosen after the order that the device answers.</summary>
    private void Follow(PeerSession session, IPEndPoint? ordered, IPEndPoint? running, TimeSpan now)
    {
        if (running is not null && !SleepTraps.IsTrap(running) && !running.Equals(session.Endpoint) && Equals(session.Endpoint, ordered) && !Forsaken(session).Contains(running))
        {
            logger.PeerRoamed(session.Identity.Name, running);
            session.Follow(running);
            checker.Step(session, new CheckListEvent.EndpointObserved(running), now);
        }
    }

    private void Order(Assignment assignment, TimeSpan now)
    {
        ImmutableArray<WireGuardPeerConfig> configured = [.. peers.All.Select(session => Configure(session, assignment, now))];
        var order = new DeviceOrder(
            new WireGuardConfig
            {
                PrivateKeyFile = store.PathOf(NodeKey.FileName),
                PublicKey = key.PublicKey,
                ListenPort = assignment.ListenPort ?? options.ListenPort,
                Place = _place,
                Peers = configured,
            },
            Interface(assignment, [.. configured.Where(peer => !peer.IsKeptOnly).Select(peer => peer.PublicKey)]),
            _assignment?.Revision);
        if (!order.Equals(_ordered))
        {
            _ordered = order;
            workers.Device.Post(order);
        }
    }

    private WireGuardPeerConfig Configure(PeerSession session, Assignment assignment, TimeSpan now) => new()
    {
        PublicKey = session.Identity.PublicKey,
        AllowedIPs = gateways.AllowedIPsOf(session.Identity),
        Endpoint = session.Endpoint,
        IsEndpointObserved = session.IsEndpointObserved,
        Forsaken = Forsaken(session),

        // The end that starts the handshake enters the peer with its first proven path: a packet to a peer without an endpoint
        // would cost the next initiation five seconds (REKEY_TIMEOUT).
        IsKeptOnly = session.Checks.Controlling && session.Endpoint is null,

        // A keepalive that goes from none to some shakes hands at once.
        PersistentKeepalive = session is { Endpoint: not null, IsTrapped: false, Checks.IsAsleep: false } && session.IsInitiator(now) ? (int)KeepAlive(assignment).TotalSeconds : 0,
    };

    /// <summary>The lent paths of a session that has a direct one.</summary>
    private static ImmutableArray<IPEndPoint> Forsaken(PeerSession session)
        => session.Checks.Phase != CheckListPhase.Connected || session.Checks.SelectedCheck is not { } selected || !PathRank.IsDirect(selected.Candidate.Kind)
            ? []
            : [.. session.Checks.Checks.Where(check => !PathRank.IsDirect(check.Candidate.Kind)).Select(check => check.Candidate.Address)];
}

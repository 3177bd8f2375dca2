using System.Collections.Immutable;
using System.Net.Sockets;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Agent;

/// <content>What each event does.</content>
public sealed partial class AgentState
{
    private void TakeOrders(MeshNode node, TimeSpan now)
    {
        if (AssignmentReader.Read(node, out var problems) is not { } assignment || assignment.Equals(_assignment))
        {
            return;
        }

        foreach (var problem in problems)
        {
            logger.AssignmentProblem(problem);
        }

        var hasNewServers = _assignment is null
            || !assignment.StunServers.SequenceEqual(_assignment.StunServers)
            || assignment.Endpoint != _assignment.Endpoint;
        _assignmentProblems = problems;
        _assignment = assignment;
        _node = node;
        _isStateStale = true;
        workers.Heartbeat.Interval = assignment.HeartbeatInterval;
        discovery.Interval = assignment.DiscoveryInterval;
        if (hasNewServers)
        {
            discovery.Restart(now);
        }

        foreach (var session in peers.Sync(assignment.Peers, now))
        {
            Adopt(session, now);
        }

        logger.AssignmentTaken(assignment.Revision, peers.All.Count);
    }

    /// <summary>Gives a new session what WireGuard already has of it, and its last known addresses.</summary>
    private void Adopt(PeerSession session, TimeSpan now)
    {
        var peerKey = session.Identity.PublicKey;
        if (_found?.Peers.FirstOrDefault(peer => peer.PublicKey == peerKey) is { } running)
        {
            PeerTable.Adopt(session, running);
            if (running.Endpoint is { } endpoint && running.LatestHandshake is { } handshake && time.GetUtcNow() - handshake < SessionLifetime)
            {
                checker.Step(session, new CheckListEvent.EndpointObserved(endpoint), now);
            }
        }

        if (_saved?.Peers.FirstOrDefault(peer => peer.Name == session.Identity.Name && peer.PublicKey == peerKey.ToString()) is { } saved)
        {
            Learn(session, CandidateText.Read(saved.Candidates), now);
        }
    }

    private void TakeCandidates(string name, MeshNode node, TimeSpan now)
    {
        // Whoever owns the object may write anything into it; only what belongs to the assigned key counts.
        if (peers.TryGet(name, out var session)
            && PublicKey.TryParse(node.Status?.Agent?.PublicKey, out var peerKey)
            && peerKey == session.Identity.PublicKey)
        {
            Learn(session, CandidateText.Read(node.Status?.Agent?.Candidates), now);
        }
    }

    private void Learn(PeerSession session, ImmutableArray<RemoteCandidate> candidates, TimeSpan now)
    {
        if (candidates.IsEmpty)
        {
            return;
        }

        if (session.Checks.Phase == CheckListPhase.Waiting)
        {
            session.CandidatesKnownAt ??= now;
        }

        _isStateStale |= !candidates.SequenceEqual(session.Candidates);
        session.Candidates = candidates;
        checker.Step(session, new CheckListEvent.CandidatesLearned(candidates), now);
    }

    private void Leave(TimeSpan now)
    {
        if (_assignment is null)
        {
            return;
        }

        logger.NodeRemoved();
        peers.Sync([], now);
        Order(_assignment with { Addresses = [], MeshCidrs = [], Peers = [] }, now);
        _assignment = null;
        _appliedRevision = null;
        _node = null;
        _saved = null;
        _isStateStale = true;
    }

    private void TakeResult(AgentEvent.DeviceApplied applied, TimeSpan now)
    {
        _deviceProblem = applied.Problem;
        if (applied.Problem is not null)
        {
            return;
        }

        _appliedRevision = applied.Order.Revision;
        foreach (var session in peers.All)
        {
            session.IsConfigured = applied.Order.WireGuard.Peers.Any(peer => peer.PublicKey == session.Identity.PublicKey);
        }

        try
        {
            if (transport.Listen(Port))
            {
                IsShared = true;
                discovery.Restart(now);
            }
        }
        catch (SocketException error)
        {
            _deviceProblem = $"raw sockets are refused ({error.Message}); the daemon needs CAP_NET_RAW and CAP_NET_ADMIN";
            logger.PortUnshared(Port, error.Message);
        }
    }

    private void TakeDevice(WireGuardState device, TimeSpan now)
    {
        foreach (var state in device.Peers)
        {
            var session = peers.All.FirstOrDefault(candidate => candidate.Identity.PublicKey == state.PublicKey);
            if (session is null)
            {
                continue;
            }

            _isReportStale |= session.LatestHandshake is null != state.LatestHandshake is null;
            session.IsConfigured = true;
            session.LatestHandshake = state.LatestHandshake ?? session.LatestHandshake;
            if (session.AwaitingHandshakeSince is not null && session.LatestHandshake is not null)
            {
                session.AwaitingHandshakeSince = null;
                var setUp = now - (session.CandidatesKnownAt ?? session.SearchingSince);
                session.CandidatesKnownAt = null;
                metrics.PathSetUp(setUp);
                logger.PeerUp(session.Identity.Name, setUp.TotalMilliseconds);
            }

            if (state.Endpoint is { } endpoint && !endpoint.Equals(session.Endpoint) && now - session.EndpointOrderedAt > OrderSettles)
            {
                logger.PeerRoamed(session.Identity.Name, endpoint);
                session.Endpoint = endpoint;
                checker.Step(session, new CheckListEvent.EndpointObserved(endpoint), now);
            }
        }
    }

    private void HandleDatagram(AgentEvent.DatagramReceived datagram, TimeSpan now)
    {
        if (!discovery.TryHandle(datagram.From, datagram.Message.Span, now))
        {
            checker.Handle(datagram.From, datagram.Message.Span, now);
        }
    }

    private void Order(Assignment assignment, TimeSpan now)
    {
        var order = new DeviceOrder(
            new WireGuardConfig
            {
                PrivateKeyFile = store.PathOf(NodeKey.FileName),
                PublicKey = key.PublicKey,
                ListenPort = assignment.ListenPort ?? options.ListenPort,
                Peers = [.. peers.All.Where(IsWanted).Select(session => Configure(session, assignment, now))],
            },
            new InterfaceConfig { Addresses = assignment.Addresses, Routes = assignment.MeshCidrs, Mtu = assignment.Mtu },
            assignment.Revision);
        if (!order.Equals(_ordered))
        {
            _ordered = order;
            workers.Device.Post(order);
        }
    }

    /// <summary>
    /// The end that starts the handshake enters the peer with its first proven path: a packet to a peer without an endpoint would
    /// cost the next initiation five seconds (REKEY_TIMEOUT).
    /// </summary>
    private static bool IsWanted(PeerSession session) => !session.Checks.Controlling || session.IsConfigured || session.Endpoint is not null;

    private static WireGuardPeerConfig Configure(PeerSession session, Assignment assignment, TimeSpan now) => new()
    {
        PublicKey = session.Identity.PublicKey,
        AllowedIPs = session.Identity.AllowedIPs,
        Endpoint = session.Endpoint,

        // A keepalive that goes from none to some shakes hands at once.
        PersistentKeepalive = session.Endpoint is not null && session.IsInitiator(now) ? (int)assignment.KeepAlive.TotalSeconds : 0,
    };

    private ReportFacts Facts() => new()
    {
        ListenPort = Port,
        WantedRevision = _assignment?.Revision,
        AppliedRevision = _appliedRevision,
        DeviceProblem = _deviceProblem,
        AssignmentProblems = _assignmentProblems,
        Candidates = OwnCandidates.List(_localAddresses, Port, discovery.Configured, discovery.Findings?.Reflexive ?? []),
        Findings = discovery.Findings,
    };
}

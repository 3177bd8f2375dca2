using System.Collections.Immutable;
using System.Net;
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
        checker.MeshRanges = assignment.MeshCidrs;
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
            session.Nat = node.Status?.Agent?.Nat;
            Learn(session, CandidateText.Read(node.Status?.Agent?.Candidates), now);
        }
    }

    private void Learn(PeerSession session, ImmutableArray<RemoteCandidate> candidates, TimeSpan now)
    {
        candidates = candidates.RemoveAll(candidate => !checker.IsOutside(candidate.Address));
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

    /// <summary>The MeshNode is not there: nobody is left to show a heartbeat to, but a tunnel that works is not given up for a server's lost data.</summary>
    private void Miss(TimeSpan now)
    {
        workers.Heartbeat.IsPaused = true;
        var wasDoubted = _absence.IsDoubted;
        if (_absence.Missing(now))
        {
            Leave(now);
        }
        else if (!wasDoubted && _assignment is not null)
        {
            logger.NodeMissing(Absence.Confirmation);
        }
    }

    private void Leave(TimeSpan now)
    {
        if (_assignment is null)
        {
            return;
        }

        logger.NodeRemoved();
        peers.Sync([], now);
        var nothing = _assignment with { Addresses = [], MeshCidrs = [], Peers = [] };
        _assignment = null;
        Order(nothing, now);
        _appliedRevision = null;
        _node = null;
        _saved = null;
        _isStateStale = true;
    }

    private void TakeResult(AgentEvent.DeviceApplied applied, TimeSpan now)
    {
        _deviceProblem = applied.Problem;
        if (applied.Problem is null)
        {
            _appliedRevision = _assignment is null ? null : applied.Order.Revision;
            TakeConfigured(applied.Order);
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

    /// <summary>This machine moved: how it is seen from outside is asked anew, and every path is checked at once.</summary>
    private void LookAround(TimeSpan now)
    {
        discovery.Restart(now);
        foreach (var session in peers.All)
        {
            checker.Step(session, new CheckListEvent.Restart(), now);
        }
    }

    private void TakeDevice(AgentEvent.DeviceRead read, TimeSpan now)
    {
        _found = read.State;
        Share(read.Order.WireGuard.ListenPort, now);
        var ordered = read.Order.WireGuard.Peers.ToDictionary(peer => peer.PublicKey);
        var states = read.State.Peers.ToDictionary(peer => peer.PublicKey);
        foreach (var session in peers.All)
        {
            if (states.TryGetValue(session.Identity.PublicKey, out var state))
            {
                session.IsConfigured = true;
                TakeHandshake(session, state.LatestHandshake, now);
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

    /// <summary>Follows WireGuard where it roamed to, unless another endpoint was chosen after the order that the device answers.</summary>
    private void Follow(PeerSession session, IPEndPoint? ordered, IPEndPoint? running, TimeSpan now)
    {
        if (running is not null && !running.Equals(session.Endpoint) && Equals(session.Endpoint, ordered))
        {
            logger.PeerRoamed(session.Identity.Name, running);
            session.Follow(running);
            checker.Step(session, new CheckListEvent.EndpointObserved(running), now);
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
                Peers = [.. peers.All.Select(session => Configure(session, assignment, now))],
            },
            new InterfaceConfig { Addresses = assignment.Addresses, Routes = assignment.MeshCidrs, Mtu = assignment.Mtu },
            _assignment?.Revision);
        if (!order.Equals(_ordered))
        {
            _ordered = order;
            workers.Device.Post(order);
        }
    }

    private static WireGuardPeerConfig Configure(PeerSession session, Assignment assignment, TimeSpan now) => new()
    {
        PublicKey = session.Identity.PublicKey,
        AllowedIPs = session.Identity.AllowedIPs,
        Endpoint = session.Endpoint,
        IsEndpointObserved = session.IsEndpointObserved,

        // The end that starts the handshake enters the peer with its first proven path: a packet to a peer without an endpoint
        // would cost the next initiation five seconds (REKEY_TIMEOUT).
        IsKeptOnly = session.Checks.Controlling && session.Endpoint is null,

        // A keepalive that goes from none to some shakes hands at once.
        PersistentKeepalive = session.Endpoint is not null && session.IsInitiator(now) ? (int)assignment.KeepAlive.TotalSeconds : 0,
    };

    private ReportFacts Facts() => new()
    {
        ListenPort = Port,
        WantedRevision = _assignment?.Revision,
        AppliedRevision = _appliedRevision,
        DeviceProblem = _deviceProblem ?? _shareProblem,
        AssignmentProblems = discovery.ConfiguredProblem is { } problem ? _assignmentProblems.Add($"spec.endpoint: {problem}") : _assignmentProblems,
        Candidates = OwnCandidates.List(_localAddresses, Port, discovery.Configured, discovery.Findings?.Reflexive ?? []),
        Findings = discovery.Findings,
    };
}

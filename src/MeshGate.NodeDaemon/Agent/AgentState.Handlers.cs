using MeshGate.Core.Identity;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Telemetry;
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
        _hold.Reorder(now);
        _node = node;
        _isStateStale = true;
        workers.Heartbeat.Interval = assignment.HeartbeatInterval;
        discovery.Interval = assignment.DiscoveryInterval;
        discovery.KeepAliveCeiling = assignment.KeepAliveCeiling;
        ConfigureBalancing(assignment);
        KeepOut();
        if (hasNewServers)
        {
            discovery.Restart(now);
        }

        guests.Configure(assignment);
        SyncPeers(assignment, now);
        ConfigureChecks(assignment, now);
        ConfigureRoutes(assignment, now);
        ConfigurePool(now);
        ConfigureFailover(assignment);
        ConfigureGateways(assignment, now);
        ConfigureRelays(assignment, now);
        logger.AssignmentTaken(assignment.Revision, peers.All.Length);
    }

    /// <summary>Gives a new session what WireGuard already has of it, and its last known addresses.</summary>
    private void Adopt(PeerSession session, TimeSpan now)
    {
        var peerKey = session.Identity.PublicKey;
        if (_found?.Peers.FirstOrDefault(peer => peer.PublicKey == peerKey) is { } running)
        {
            PeerTable.Adopt(session, running);
            if (session.Endpoint is { } endpoint && running.LatestHandshake is { } handshake && time.GetUtcNow() - handshake < SessionLifetime)
            {
                checker.Step(session, new CheckListEvent.EndpointObserved(endpoint), now);
            }
        }

        if (_saved?.Peers.FirstOrDefault(peer => peer.Name == session.Identity.Name && peer.PublicKey == peerKey.ToString()) is { } saved)
        {
            checker.Learn(session, CandidateText.Read(saved.Candidates), isTold: false, now);
        }
    }

    private void TakeCandidates(string name, MeshNode node, TimeSpan now)
    {
        // Whoever owns the object may write anything into it; only what belongs to the assigned key counts.
        if (peers.TryGet(name, out var session)
            && PublicKey.TryParse(node.Status?.Agent?.PublicKey, out var peerKey)
            && peerKey == session.Identity.PublicKey)
        {
            _isReportStale |= session.Nat != node.Status?.Agent?.Nat;
            session.Nat = node.Status?.Agent?.Nat;
            TakePeerTurn(session, node, now);
            checker.Learn(session, CandidateText.Read(node.Status?.Agent?.Candidates), isTold: false, now);
        }
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
        guests.Configure(null);
        peers.Sync([], now);
        ConfigureRelays(null, now);
        ConfigureGateways(null, now);
        var nothing = _assignment with { Addresses = [], MeshCidrs = [], Peers = [] };
        _assignment = null;
        ConfigurePool(now);
        Order(nothing, now);
        _appliedRevision = null;
        _node = null;
        _saved = null;
        _isStateStale = true;
    }

    /// <summary>This machine moved: how it is seen from outside is asked anew, and every path is checked at once.</summary>
    private void LookAround(TimeSpan now)
    {
        KeepOut();
        breakers.Clear();
        discovery.Restart(now);
        relays.Move(now);
        foreach (var session in peers.All)
        {
            checker.Step(session, new CheckListEvent.Restart(), now);
        }
    }

    private void HandleDatagram(AgentEvent.DatagramReceived datagram, TimeSpan now)
    {
        if (!relays.TryHandle(0, datagram.From, datagram.Message.Span, now) && !discovery.TryHandle(datagram.From, datagram.Message.Span, now))
        {
            checker.Handle(datagram.From, datagram.Message.Span, now);
        }
    }

    private NodeReading Reading() => NodeReading.Of(
        peers.All,
        failover.Find,
        failover.Read,
        _assignment is null ? "there are no orders" : _deviceProblem ?? _shareProblem ?? (_appliedRevision is null ? "nothing was applied yet" : null)) with
        {
            Guests = guests.Identities.Length,
            Breakers = gateways.CountBreakers(),
            TargetBreakers = breakers.Count(),
            Ceiling = (_assignment?.Connections ?? new ConnectionsBlock()).MaxConnections,
        };

    private ReportFacts Facts() => new()
    {
        ListenPort = Port,
        WantedRevision = _assignment?.Revision,
        AppliedRevision = _appliedRevision,
        DeviceProblem = _deviceProblem ?? _shareProblem,
        AssignmentProblems =
        [
            .. _assignmentProblems,
            .. discovery.ConfiguredProblem is { } problem ? [$"spec.endpoint: {problem}"] : Array.Empty<string>(),
            .. _turnProblems,
        ],
        Candidates = checker.OwnCandidates,
        Findings = discovery.Findings,
        RelayProblem = relays.Seeker.Explain,
        RelayPairsLeft = relays.PairsLeft,
        RelayLoadPercent = relays.LoadPercent,
        Turn = _turnReport,
        Pool = pool.IsOn ? pool.State : null,
        Failover = failover.Find,
        Hellos = failover.Read,
        Gateways = gateways.Report(),
        Breakers = breakers.Report(),
        Forwarding = _assignment is { Forwards.IsEmpty: false } ? workers.Forwarding.Problem ?? string.Empty : null,
    };
}

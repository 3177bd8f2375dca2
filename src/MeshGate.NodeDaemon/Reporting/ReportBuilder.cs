using System.Reflection;
using MeshGate.Core.Failover;
using MeshGate.Core.Health;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Routes;
using MeshGate.NodeDaemon.Turn;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.Reachability;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Puts the daemon's report together.</summary>
public sealed class ReportBuilder(PrivateKey key, TimeProvider time)
{
    private static readonly string Version =
        typeof(ReportBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private readonly ConditionSet _conditions = new(time);
    private MeshNodeAgent? _published;

    /// <summary>Continues an earlier report: its conditions' transition times, and how peers reach this node, survive a restart.</summary>
    public void Continue(MeshNodeAgent? earlier)
    {
        _conditions.Continue(earlier?.Conditions);
        Remember(earlier);
    }

    /// <summary>
    /// Takes note of what the API holds. A node that has told its key never takes it back while it looks around anew: it would be
    /// taken out of its peers' tunnels for that moment.
    /// </summary>
    public void Remember(MeshNodeAgent? stored)
    {
        if (stored?.PublicKey == key.PublicKey.ToString())
        {
            _published = stored;
        }
    }

    /// <summary>Makes the report.</summary>
    /// <param name="facts">The machine.</param>
    /// <param name="peers">The sessions, ordered by name.</param>
    public MeshNodeAgent Build(ReportFacts facts, IReadOnlyCollection<PeerSession> peers)
    {
        _conditions.Set(
            "WireGuardReady",
            facts.DeviceProblem is null,
            facts.DeviceProblem is null ? "Configured" : "NotConfigured",
            facts.DeviceProblem ?? "the WireGuard interface is configured");
        _conditions.Set(
            AgentReport.AssignmentApplied,
            facts.AppliedRevision == facts.WantedRevision && facts.AssignmentProblems.IsEmpty,
            facts.AssignmentProblems.IsEmpty ? (facts.AppliedRevision == facts.WantedRevision ? AgentReport.Applied : AgentReport.Applying) : "PartlyUnusable",
            facts.AssignmentProblems.IsEmpty ? "the tunnel is as the assignment says" : string.Join("; ", facts.AssignmentProblems));
        SetStun(facts.Findings);
        SetTurn(facts.Turn);
        if (facts.RelayReach is { } reach)
        {
            _conditions.Set("RelayReachable", reach.IsReachable, reach.Reason, reach.Message);
        }
        else
        {
            _conditions.Remove("RelayReachable");
        }

        SetDrained(facts.RelayPairsLeft);
        SetForwarding(facts.Forwarding);
        var own = NodeStandpoint.Of("this machine", facts.Findings?.Nat, facts.Candidates);

        // Peers act on key and candidates together, so the key waits until the first discovery has ended.
        var isReachable = facts.AppliedRevision is not null && facts.Findings is not null;
        return new MeshNodeAgent
        {
            PublicKey = isReachable ? key.PublicKey.ToString() : _published?.PublicKey,
            ListenPort = isReachable ? facts.ListenPort : _published?.ListenPort,
            Candidates = isReachable ? CandidateText.Write(facts.Candidates) : _published?.Candidates,
            Nat = facts.Findings?.Nat,
            PortMapping = facts.PortMapping is { } mapping ? PortMappingText.Describe(mapping) : null,
            AppliedRevision = facts.AppliedRevision,
            Version = Version,
            RelayLoadPercent = facts.RelayLoadPercent,
            Peers = [.. Reported(peers).Select(session => session.Checks.IsAsleep ? new PeerSummary { Name = session.Identity.Name, Path = PeerPath.Asleep } : Summarize(session, own, facts))],
            Connections = facts.Pool is { } pool ? ConnectionsText.Describe(pool) : null,
            Gateways = facts.Gateways,
            Breakers = facts.Breakers,
            Conditions = _conditions.ToList(),
        };
    }

    // A report with too many would be refused as a whole.
    private static IEnumerable<PeerSession> Reported(IReadOnlyCollection<PeerSession> peers)
        => peers.Count <= MeshNodeAgent.MaxPeers ? peers
            : peers.OrderBy(session => session.Checks.IsAsleep).Take(MeshNodeAgent.MaxPeers).OrderBy(session => session.Identity.Name, StringComparer.Ordinal);

    private void SetStun(DiscoveryFindings? findings)
    {
        if (findings is not { IsFinal: true, Asked: > 0 })
        {
            var isUnconfigured = findings?.IsFinal ?? false;
            _conditions.Set("StunReachable", null, isUnconfigured ? "NoServers" : "Discovering", isUnconfigured ? "no STUN server is configured that has an address of this machine's families" : "the first discovery has not ended");
            return;
        }

        var isReachable = findings.Failures.IsEmpty;
        _conditions.Set(
            "StunReachable",
            isReachable,
            isReachable ? "Answered" : findings.Failures.Length < findings.Asked ? "SomeUnreachable" : "Unreachable",
            isReachable ? $"{findings.Asked} of {findings.Asked} STUN servers answered" : string.Join("; ", findings.Failures));
    }

    private void SetDrained(int? pairs)
    {
        if (pairs is { } left)
        {
            _conditions.Set("RelayDrained", left == 0, left == 0 ? "Empty" : "PairsLeft", left == 0 ? "no pair meets here any more" : $"{left} pairs still meet here; each leaves once it has another path");
        }
        else
        {
            _conditions.Remove("RelayDrained");
        }
    }

    private void SetForwarding(string? problem)
    {
        if (problem is null)
        {
            _conditions.Remove("Forwarding");
        }
        else
        {
            _conditions.Set("Forwarding", problem.Length == 0, problem.Length == 0 ? "Configured" : "NotConfigured", problem.Length == 0 ? "the networks of its routes are forwarded to" : problem);
        }
    }

    // Servers are asked when a peer needs one; until then, and where there is none, there is nothing to say.
    private void SetTurn(TurnServersReport turn)
    {
        if (turn.Servers == 0)
        {
            _conditions.Remove("TurnReachable");
            return;
        }

        _conditions.Set(
            "TurnReachable",
            turn.Problems.IsEmpty,
            turn.Problems.IsEmpty ? "Usable" : turn.Problems.Length < turn.Servers ? "SomeUnusable" : "Unusable",
            turn.Problems.IsEmpty ? "no TURN server failed" : string.Join("; ", turn.Problems));
    }

    private static PeerSummary Summarize(PeerSession session, Standpoint own, ReportFacts facts)
    {
        var selected = session.Checks.Phase == CheckListPhase.Connected ? session.Checks.SelectedCheck : null;
        var hellos = facts.Hellos(session.Identity.Name);
        var failover = facts.Failover(session.Identity.Name) is { Count: > 0 } moved ? moved : null;
        return new PeerSummary
        {
            Name = session.Identity.Name,
            Path = selected is null || !session.IsUp ? PeerPath.None : PathRank.Tier(selected.Candidate.Kind) switch
            {
                0 => PeerPath.Direct,
                1 => PeerPath.Relay,
                _ => PeerPath.Turn,
            },
            Endpoint = session.IsTrapped ? null : session.Endpoint?.ToString(),
            CandidateType = selected is null ? null : CandidateText.ToApi(selected.Candidate.Kind),
            Via = selected?.Candidate.Relay,
            Route = session.Route?.Name,
            Phase = session.Route is null ? null : (facts.Failover(session.Identity.Name)?.ReportedPhase ?? FailoverPhase.Active).ToString(),
            Paths = session.Route is { } route ? RouteReport.PathsOf(route, session) : null,
            RttMilliseconds = selected?.RoundTrip is { } rtt ? Math.Round(rtt.TotalMilliseconds, 1) : null,
            JitterMilliseconds = hellos.Verdict == HelloVerdict.Unknown || hellos.Quality.RoundTrip is null ? null : Math.Round(hellos.Quality.Jitter.TotalMilliseconds, 1),
            LossPercent = hellos.Verdict == HelloVerdict.Unknown ? null : (int)Math.Round(hellos.Quality.Loss * 100),
            Failovers = failover?.Count,
            FailoverCause = failover?.Cause?.ToString(),
            FailoverGapMilliseconds = failover is null ? null : (int)Math.Round(failover.Gap.TotalMilliseconds),
            TurnAddresses = session.Turn.Path is { Relayed.IsEmpty: false } turn ? [.. turn.Relayed.Select(address => address.ToString())] : null,
            LastHandshakeTime = session.LatestHandshake?.UtcDateTime,
            Reason = session is { IsUp: true, IsRelayed: false } ? null : OneLine(Explain(session, own, facts.RelayProblem(session.Identity.PublicKey))),
        };
    }

    // A server's own words may be part of it.
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
        return line.Length <= PeerSummary.MaxReasonLength ? line : $"{line[..(PeerSummary.MaxReasonLength - 1)]}…";
    }

    private static string Explain(PeerSession session, Standpoint own, string? relayProblem) => session.Checks.Phase switch
    {
        CheckListPhase.Waiting => "the peer's MeshNode tells no address yet",
        CheckListPhase.Checking => $"checking {session.Checks.Checks.Length} addresses of the peer",
        CheckListPhase.Failed => string.Join("; ", new[] { WhyNotDirect(session, own), relayProblem, session.Turn.Path?.Problem }.OfType<string>()),
        _ when session.IsUp => WhyNotDirect(session, own),
        _ => "a path is proven; WireGuard's handshake is awaited",
    };

    private static string WhyNotDirect(PeerSession session, Standpoint own) => !session.Checks.Order.IsDirectAllowed
        ? "the topology has these two meet at a hub"
        : DirectPathExplainer.Explain(
            session.Checks.Checks.Count(check => PathRank.IsDirect(check.Candidate.Kind)),
            own,
            session.Nat is null ? null : NodeStandpoint.Of("the peer", session.Nat, session.Candidates));
}

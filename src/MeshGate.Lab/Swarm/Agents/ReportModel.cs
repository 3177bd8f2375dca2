using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Swarm.Agents;

/// <summary>
/// The report that a real daemon would write, with the same fields, words and sizes. The lab knows nothing of the daemon's own code, so
/// this follows the entities and what the daemon is seen to write.
/// </summary>
public static class ReportModel
{
    private const string Version = "0.1.0";
    private const string StunServer = "198.51.100.10:3478";
    private const string OtherStunServer = "198.51.100.20:3478";

    /// <summary>Makes the report of a machine.</summary>
    public static MeshNodeAgent Build(SimulatedMachine machine, AgentKnowledge known)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(known);
        var isReachable = known.Applied is not null && known.IsDiscovered;
        return new MeshNodeAgent
        {
            PublicKey = isReachable ? machine.PublicKey : null,
            ListenPort = isReachable ? SimulatedMachine.ListenPort : null,
            Candidates = isReachable ? machine.Candidates : null,
            Nat = known.IsDiscovered ? Describe(machine) : null,
            AppliedRevision = known.Applied,
            Version = Version,
            Peers = [.. known.Peers.Select(peer => Summarize(machine, peer))],
            Conditions = Conditions(machine, known),
        };
    }

    private static NatBehavior Describe(SimulatedMachine machine) => new()
    {
        Mapping = machine.Mapping,
        Reason = machine.Mapping switch
        {
            NatMapping.None => $"{StunServer} saw this machine's own address {Outside(machine)}.",
            NatMapping.EndpointIndependent => $"{StunServer} and {OtherStunServer} both saw {Outside(machine)}: one mapping serves all destinations.",
            NatMapping.AddressAndPortDependent => $"{StunServer} saw {Outside(machine)} and {OtherStunServer} saw {Outside(machine)[..^1]}: the mapping depends on the destination.",
            _ => $"None of 2 STUN servers gave an address; {StunServer}: no answer.",
        },
    };

    private static string Outside(SimulatedMachine machine) =>
        machine.Candidates[machine.Nat is null || machine.Candidates.Count == 1 ? 0 : 1].Address;

    private static PeerSummary Summarize(SimulatedMachine machine, KnownPeer peer)
    {
        if (peer.UpAt is not { } since)
        {
            return new PeerSummary { Name = peer.Machine.Name, Path = PeerPath.None, Reason = Explain(machine, peer.Machine) };
        }

        var candidate = peer.Machine.Candidates[peer.Machine.Nat is null || peer.Machine.Candidates.Count == 1 ? 0 : 1];
        return new PeerSummary
        {
            Name = peer.Machine.Name,
            Path = PeerPath.Direct,
            Endpoint = candidate.Address,
            CandidateType = candidate.Type,
            RttMilliseconds = Math.Round(peer.RoundTrip.TotalMilliseconds, 1),
            LastHandshakeTime = since,
        };
    }

    private static string Explain(SimulatedMachine machine, SimulatedMachine peer) => (PathModel.IsDirect(machine, peer), machine.Nat) switch
    {
        (true, _) => $"checking {peer.Candidates.Count} addresses of the peer",
        (_, NatKind.Symmetric) =>
            $"none of the peer's {peer.Candidates.Count} addresses answered a check; the NAT here maps a port differently for each destination, so only a peer that takes packets from anywhere can be reached",
        (_, NatKind.UdpBlocked) =>
            $"none of the peer's {peer.Candidates.Count} addresses answered a check; no two STUN servers answered here either, so UDP may be blocked",
        _ =>
            $"none of the peer's {peer.Candidates.Count} addresses answered a check; the peer may be gone or have moved, UDP to it may be blocked, or its NAT maps a port differently for each destination",
    };

    private static Condition[] Conditions(SimulatedMachine machine, AgentKnowledge known)
    {
        var isApplied = known.Applied == known.Wanted;
        return
        [
            Condition("AssignmentApplied", isApplied, isApplied ? "Applied" : "Applying", "the tunnel is as the assignment says", known.Transitions.Applied),
            !known.IsDiscovered ? Condition("StunReachable", null, "Discovering", "the first discovery has not ended", known.Transitions.Stun)
                : machine.Nat == NatKind.UdpBlocked ? Condition("StunReachable", false, "Unreachable", $"{StunServer}: no answer; {OtherStunServer}: no answer", known.Transitions.Stun)
                : Condition("StunReachable", true, "Answered", "2 of 2 STUN servers answered", known.Transitions.Stun),
            Condition("WireGuardReady", true, "Configured", "the WireGuard interface is configured", known.Transitions.WireGuard),
        ];
    }

    private static Condition Condition(string type, bool? status, string reason, string message, DateTime since) => new()
    {
        Type = type,
        Status = status switch { true => "True", false => "False", null => "Unknown" },
        Reason = reason,
        Message = message,
        LastTransitionTime = since,
    };
}

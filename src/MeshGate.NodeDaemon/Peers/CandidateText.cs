using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>Turns candidates of the API into addresses and back. A peer writes its own, so they are treated as hostile.</summary>
public static class CandidateText
{
    /// <summary>Keeps what a check may be sent to: unicast addresses of either family with a port, at most eight.</summary>
    public static ImmutableArray<RemoteCandidate> Read(IReadOnlyList<Candidate>? candidates)
        =>
        [
            .. (candidates ?? [])
                .Take(CheckListTimers.MaxCandidates)
                .Select(candidate => FromApi(candidate?.Type) is { } kind && IPEndPoint.TryParse(candidate!.Address, out var address) && IsReachable(address)
                    ? new RemoteCandidate(address, kind)
                    : null)
                .OfType<RemoteCandidate>(),
        ];

    /// <summary>Writes candidates as the API has them.</summary>
    public static IReadOnlyList<Candidate> Write(IEnumerable<RemoteCandidate> candidates)
        => [.. candidates.Select(candidate => new Candidate { Type = ToApi(candidate.Kind), Address = candidate.Address.ToString() })];

    /// <summary>The API's word for a kind.</summary>
    public static CandidateType ToApi(RemoteCandidateKind kind) => kind switch
    {
        RemoteCandidateKind.Host => CandidateType.Host,
        RemoteCandidateKind.PeerReflexive => CandidateType.PeerReflexive,
        RemoteCandidateKind.PortMapped => CandidateType.PortMapped,
        RemoteCandidateKind.Relay => CandidateType.Relay,
        RemoteCandidateKind.Turn => CandidateType.Turn,
        _ => CandidateType.ServerReflexive,
    };

    /// <summary>What a node may say of itself; what is learned or lent for one pair is no candidate for everybody.</summary>
    private static RemoteCandidateKind? FromApi(CandidateType? type) => type switch
    {
        CandidateType.Host => RemoteCandidateKind.Host,
        CandidateType.PortMapped => RemoteCandidateKind.PortMapped,
        CandidateType.ServerReflexive => RemoteCandidateKind.ServerReflexive,
        _ => null,
    };

    /// <summary>Whether an address can be a peer's: a peer must not aim our checks at ourselves, at a group or at everyone.</summary>
    public static bool IsReachable(IPEndPoint address)
        => address.Port != 0
            && !IPAddress.IsLoopback(address.Address)
            && !address.Address.IsIPv4MappedToIPv6
            && !address.Address.IsIPv6Multicast
            && !address.Address.Equals(IPAddress.IPv6Any)
            && !(address.AddressFamily == AddressFamily.InterNetwork && address.Address.GetAddressBytes()[0] is 0 or >= 224);
}

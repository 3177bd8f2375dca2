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
                .Where(candidate => candidate?.Type is CandidateType.Host or CandidateType.ServerReflexive)
                .Select(candidate => IPEndPoint.TryParse(candidate.Address, out var address) && IsReachable(address)
                    ? new RemoteCandidate(address, candidate.Type == CandidateType.Host ? RemoteCandidateKind.Host : RemoteCandidateKind.ServerReflexive)
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
        _ => CandidateType.ServerReflexive,
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

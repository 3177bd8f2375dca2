using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Reachability;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Reads out of what a node reports, be it this one or a peer, how it stands towards the internet.</summary>
public static class NodeStandpoint
{
    /// <summary>Reads it.</summary>
    /// <param name="name">What sentences call the node.</param>
    /// <param name="nat">Its NATs' behaviour; null when not known.</param>
    /// <param name="candidates">Its addresses.</param>
    public static Standpoint Of(string name, NatBehavior? nat, ImmutableArray<RemoteCandidate> candidates)
    {
        var six = Over(AddressFamily.InterNetworkV6, candidates);
        var isSixAlone = Over(AddressFamily.InterNetwork, candidates).IsEmpty;
        var leads = nat is null ? null : new NatFamilyBehavior { Mapping = nat.Mapping, Filtering = nat.Filtering };
        return new Standpoint
        {
            Name = name,
            Udp = nat?.Udp,
            Ipv4 = isSixAlone ? null : Read(leads, nat?.Hairpin, Over(AddressFamily.InterNetwork, candidates)),
            Ipv6 = six.IsEmpty ? null : Read(isSixAlone ? leads : nat?.Ipv6, null, six),
        };
    }

    private static FamilyStandpoint Read(NatFamilyBehavior? behavior, bool? hairpin, ImmutableArray<RemoteCandidate> candidates) => new()
    {
        Mapping = behavior?.Mapping switch
        {
            NatMapping.None => MappingBehavior.None,
            NatMapping.EndpointIndependent => MappingBehavior.EndpointIndependent,
            NatMapping.AddressDependent => MappingBehavior.AddressDependent,
            NatMapping.AddressAndPortDependent => MappingBehavior.AddressAndPortDependent,
            _ => MappingBehavior.Unknown,
        },
        Filtering = behavior?.Filtering switch
        {
            NatFiltering.EndpointIndependent => FilteringBehavior.EndpointIndependent,
            NatFiltering.AddressDependent => FilteringBehavior.AddressDependent,
            NatFiltering.AddressAndPortDependent => FilteringBehavior.AddressAndPortDependent,
            _ => FilteringBehavior.Unknown,
        },
        IsPortMapped = candidates.Any(candidate => candidate.Kind == RemoteCandidateKind.PortMapped),
        Hairpin = hairpin,
        Nat = behavior?.Mapping == NatMapping.None
            ? null
            : candidates.FirstOrDefault(candidate => candidate.Kind == RemoteCandidateKind.ServerReflexive)?.Address.Address.ToString(),
    };

    /// <summary>Addresses that lead out of the machine's own network, or behind a NAT may; private IPv6 leads nowhere.</summary>
    private static ImmutableArray<RemoteCandidate> Over(AddressFamily family, ImmutableArray<RemoteCandidate> candidates)
        => [.. candidates.Where(candidate => candidate.Address.AddressFamily == family && !IsPrivateSix(candidate.Address.Address))];

    private static bool IsPrivateSix(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv6UniqueLocal;
}

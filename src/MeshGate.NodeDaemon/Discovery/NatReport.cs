using MeshGate.Kubernetes.Entities;
using MeshGate.Traversal.Discovery;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>Says in the API's words what a discovery found. IPv4's finding leads, since that is where NATs are.</summary>
public static class NatReport
{
    /// <summary>The mapping behaviour and what it rests on.</summary>
    public static NatBehavior Describe(StunDiscoveryResult result)
    {
        var finding = result.Ipv4 ?? result.Ipv6;
        return finding is null
            ? new NatBehavior { Reason = "no STUN server could be asked" }
            : new NatBehavior { Mapping = ToApi(finding.Mapping), Reason = finding.Reason };
    }

    private static NatMapping ToApi(MappingBehavior mapping) => mapping switch
    {
        MappingBehavior.None => NatMapping.None,
        MappingBehavior.EndpointIndependent => NatMapping.EndpointIndependent,
        MappingBehavior.AddressAndPortDependent => NatMapping.AddressAndPortDependent,
        _ => NatMapping.Unknown,
    };
}

using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Probing.Behavior;
using MeshGate.Traversal.Discovery;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>Says in the API's words what was found. IPv4's finding leads, since that is where NATs are.</summary>
public static class NatReport
{
    private const int MaxReason = 1024;

    /// <summary>Mapping, filtering, hairpinning and lifetime, and what they rest on.</summary>
    /// <param name="seen">The last round of STUN from WireGuard's port; null before the first.</param>
    /// <param name="measured">What was measured from other ports; null before.</param>
    public static NatBehavior Describe(StunDiscoveryResult? seen, BehaviorReport? measured)
    {
        var leads = seen?.Ipv4 ?? seen?.Ipv6;
        if (leads is null)
        {
            return new NatBehavior { Reason = "no STUN server could be asked" };
        }

        var isFour = seen?.Ipv4 is not null;
        var behavior = isFour ? measured?.Ipv4 : measured?.Ipv6;
        string?[] reasons = [leads.Reason, behavior?.Filtering.Reason, behavior?.Hairpin.Reason, measured?.Lifetime?.Reason];
        var reason = string.Join(' ', reasons.OfType<string>());
        return new NatBehavior
        {
            Mapping = ToApi(Mapping(leads, behavior)),
            Filtering = ToApi(behavior?.Filtering.Filtering ?? FilteringBehavior.Unknown),
            Hairpin = behavior?.Hairpin.IsSupported,
            MappingLifetime = measured?.Lifetime?.Held is { } held && held < TimeSpan.MaxValue ? MeshDuration.Format(TimeSpan.FromSeconds(Math.Floor(held.TotalSeconds))) : null,
            Ipv6 = isFour && seen?.Ipv6 is { } six
                ? new NatFamilyBehavior
                {
                    Mapping = ToApi(Mapping(six, measured?.Ipv6)),
                    Filtering = ToApi(measured?.Ipv6?.Filtering.Filtering ?? FilteringBehavior.Unknown),
                }
                : null,
            Reason = reason.Length > MaxReason ? reason[..MaxReason] : reason,
        };
    }

    /// <summary>WireGuard's own port counts; the measurement only tells more finely what that port shows, or what it cannot show.</summary>
    private static MappingBehavior Mapping(MappingFinding own, BehaviorFindings? measured) => (own.Mapping, measured?.Mapping?.Mapping) switch
    {
        (MappingBehavior.Unknown, { } known) => known,
        (MappingBehavior.AddressAndPortDependent, MappingBehavior.AddressDependent) => MappingBehavior.AddressDependent,
        var (known, _) => known,
    };

    private static NatMapping ToApi(MappingBehavior mapping) => mapping switch
    {
        MappingBehavior.None => NatMapping.None,
        MappingBehavior.EndpointIndependent => NatMapping.EndpointIndependent,
        MappingBehavior.AddressDependent => NatMapping.AddressDependent,
        MappingBehavior.AddressAndPortDependent => NatMapping.AddressAndPortDependent,
        _ => NatMapping.Unknown,
    };

    private static NatFiltering ToApi(FilteringBehavior filtering) => filtering switch
    {
        FilteringBehavior.EndpointIndependent => NatFiltering.EndpointIndependent,
        FilteringBehavior.AddressDependent => NatFiltering.AddressDependent,
        FilteringBehavior.AddressAndPortDependent => NatFiltering.AddressAndPortDependent,
        _ => NatFiltering.Unknown,
    };
}

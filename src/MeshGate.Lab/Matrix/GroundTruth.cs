using MeshGate.Lab.Nat;
using MeshGate.Lab.Scenarios;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Lab.Matrix;

/// <summary>How a scenario's machines stand towards the internet, from what was declared alone: nothing here was measured.</summary>
public static class GroundTruth
{
    private const string KindLabel = "kind";

    /// <summary>What a machine stands for in the matrix: its label <c>kind</c>, else the NAT of its site.</summary>
    public static string Kind(Scenario scenario, MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(machine);
        return machine.Labels.GetValueOrDefault(KindLabel)
            ?? (Site(scenario, machine) is { Nat.Count: > 0 } site ? string.Join('+', site.Nat) : "public");
    }

    /// <summary>How one machine stands.</summary>
    public static Standpoint Of(Scenario scenario, MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(machine);
        var site = Site(scenario, machine);
        return new Standpoint
        {
            Name = machine.Name,
            Udp = site is null || !site.Nat.Any(n => n is NatKind.UdpBlocked or NatKind.HttpsOnly),
            Ipv4 = machine.Family.HasFlag(IPFamily.IPv4) ? Ipv4(site) : null,
            Ipv6 = machine.Family.HasFlag(IPFamily.IPv6) ? Ipv6(site) : null,
        };
    }

    private static SiteSpec? Site(Scenario scenario, MachineSpec machine) =>
        scenario.Sites.FirstOrDefault(s => s.Name == machine.Site && s.Nat.Count > 0);

    private static FamilyStandpoint Ipv4(SiteSpec? site) => site is null ? Open : new FamilyStandpoint
    {
        Mapping = site.Nat.Contains(NatKind.Symmetric) ? MappingBehavior.AddressAndPortDependent : MappingBehavior.EndpointIndependent,
        Filtering = site.Nat.Max(Filtering),
        Hairpin = site.Hairpin,
        Nat = site.Name,
        Lan = site.Isolated ? null : site.Name,
    };

    // Never translated; every router lets in answers alone.
    private static FamilyStandpoint Ipv6(SiteSpec? site) => site is null ? Open : new FamilyStandpoint
    {
        Mapping = MappingBehavior.None,
        Filtering = FilteringBehavior.AddressAndPortDependent,
        Hairpin = false,
        Nat = site.Name,
        Lan = site.Isolated ? null : site.Name,
    };

    private static FilteringBehavior Filtering(NatKind kind) => kind switch
    {
        NatKind.FullCone => FilteringBehavior.EndpointIndependent,
        NatKind.AddressRestricted => FilteringBehavior.AddressDependent,
        _ => FilteringBehavior.AddressAndPortDependent,
    };

    private static FamilyStandpoint Open => new()
    {
        Mapping = MappingBehavior.None,
        Filtering = FilteringBehavior.EndpointIndependent,
    };
}

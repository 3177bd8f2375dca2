using MeshGate.Lab.Nat;

namespace MeshGate.Lab.Scenarios;

/// <summary>The words of the schema and what they mean.</summary>
internal static class Words
{
    internal static readonly IReadOnlyDictionary<string, ScenarioTier> Tiers = new Dictionary<string, ScenarioTier>
    {
        ["short"] = ScenarioTier.Short,
        ["long"] = ScenarioTier.Long,
    };

    internal static readonly IReadOnlyDictionary<string, IPFamily> Families = new Dictionary<string, IPFamily>
    {
        ["none"] = IPFamily.None,
        ["ipv4"] = IPFamily.IPv4,
        ["ipv6"] = IPFamily.IPv6,
        ["dual"] = IPFamily.Dual,
    };

    internal static readonly IReadOnlyDictionary<string, IPFamily> SingleFamilies = new Dictionary<string, IPFamily>
    {
        ["ipv4"] = IPFamily.IPv4,
        ["ipv6"] = IPFamily.IPv6,
    };

    internal static readonly IReadOnlyDictionary<string, NatKind[]> Nats = new Dictionary<string, NatKind[]>
    {
        ["none"] = [],
        ["full-cone"] = [NatKind.FullCone],
        ["address-restricted"] = [NatKind.AddressRestricted],
        ["port-restricted"] = [NatKind.PortRestricted],
        ["symmetric"] = [NatKind.Symmetric],
        ["double"] = [NatKind.PortRestricted, NatKind.PortRestricted],
        ["udp-blocked"] = [NatKind.UdpBlocked],
        ["https-only"] = [NatKind.HttpsOnly],
    };

    internal static readonly IReadOnlyDictionary<string, RouterProtocol> RouterProtocols = new Dictionary<string, RouterProtocol>
    {
        ["pcp"] = RouterProtocol.Pcp,
        ["nat-pmp"] = RouterProtocol.NatPmp,
        ["upnp"] = RouterProtocol.Upnp,
    };

    internal static readonly IReadOnlyDictionary<string, ServerKind> Servers = new Dictionary<string, ServerKind>
    {
        ["stun"] = ServerKind.Stun,
        ["turn"] = ServerKind.Turn,
    };

    internal static readonly IReadOnlyDictionary<string, string> Roles =
        ((string[])["Hub", "Relay", "Gateway"]).ToDictionary(role => role, StringComparer.Ordinal);

    internal static readonly IReadOnlyDictionary<string, bool> Protocols = new Dictionary<string, bool>
    {
        ["udp"] = false,
        ["tcp"] = true,
    };

    internal static readonly IReadOnlyDictionary<string, bool> Over = new Dictionary<string, bool>
    {
        ["mesh"] = true,
        ["underlay"] = false,
    };
}

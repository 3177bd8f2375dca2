namespace MeshGate.Cli.Netcheck;

/// <summary>How a machine stands towards the internet.</summary>
/// <param name="Udp">Whether UDP passes.</param>
/// <param name="Ipv4">Over IPv4.</param>
/// <param name="Ipv6">Over IPv6.</param>
/// <param name="MappingLifetime">How long an idle mapping lives, where that was measured.</param>
/// <param name="PortMapping">Whether the router lends ports, and what for.</param>
/// <param name="Stun">The STUN servers, each with what became of it.</param>
/// <param name="Turn">The TURN servers, likewise, one entry for each transport.</param>
/// <param name="Outlook">What it means for peers.</param>
/// <param name="ServersFrom">Where the servers are named.</param>
public sealed record NetcheckReport(
    bool Udp,
    FamilyReport Ipv4,
    FamilyReport Ipv6,
    string? MappingLifetime,
    PortMappingOutlook PortMapping,
    IReadOnlyList<ServerReport> Stun,
    IReadOnlyList<ServerReport> Turn,
    OutlookReport Outlook,
    string ServersFrom);

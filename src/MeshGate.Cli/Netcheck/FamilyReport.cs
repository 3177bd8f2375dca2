namespace MeshGate.Cli.Netcheck;

/// <summary>How a machine stands over one address family.</summary>
/// <param name="Available">Whether a server answered over it.</param>
/// <param name="PublicAddresses">The addresses that servers saw.</param>
/// <param name="Mapping">Mapping (RFC 4787).</param>
/// <param name="MappingReason">What that rests on.</param>
/// <param name="Filtering">Filtering (RFC 4787).</param>
/// <param name="FilteringReason">What that rests on.</param>
/// <param name="Hairpin">Whether the NAT takes packets from inside to its own outside address; null when not known or without a NAT.</param>
/// <param name="HairpinReason">What that rests on.</param>
public sealed record FamilyReport(
    bool Available,
    IReadOnlyList<string> PublicAddresses,
    string Mapping,
    string MappingReason,
    string Filtering,
    string FilteringReason,
    bool? Hairpin,
    string HairpinReason);

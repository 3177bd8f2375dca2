using MeshGate.Lab.Nat;

namespace MeshGate.Lab.Scenarios;

/// <summary>A place with machines behind a chain of NAT gateways, listed from the machines outwards; an empty chain is the internet itself.</summary>
public sealed record SiteSpec(
    string Name, IReadOnlyList<NatKind> Nat, bool Hairpin, IPFamily Family, TimeSpan MappingLifetime, SourcePosition Position)
{
    /// <summary>How the innermost router may be asked for an outside port; empty where it lends none.</summary>
    public IReadOnlyList<RouterProtocol> PortMapping { get; init; } = [];

    /// <summary>The region that it is in; null for the internet itself.</summary>
    public string? Region { get; init; }

    /// <summary>Whether its machines reach each other past their router, as in a guest network, or not.</summary>
    public bool Isolated { get; init; }
}

namespace MeshGate.Lab.Namespaces;

/// <summary>A site as built: its gateways from the machines outwards.</summary>
public sealed record SitePlan(string Name, IReadOnlyList<GatewayPlan> Gateways, string? Ipv6Prefix);

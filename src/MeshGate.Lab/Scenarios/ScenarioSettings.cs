namespace MeshGate.Lab.Scenarios;

/// <summary>What holds for the whole lab. Null leaves the operator's default.</summary>
public sealed record ScenarioSettings(
    IReadOnlyList<string> MeshCidrs, int? Mtu, IPFamily Family, string? KeepAliveInterval, string? DiscoveryInterval);

using System.Globalization;
using MeshGate.Lab.Monitoring;

namespace MeshGate.Lab.Scenarios;

/// <summary>What holds for the whole lab. Null leaves the operator's default.</summary>
/// <param name="MeshCidrs">The mesh's address ranges; empty for the operator's own.</param>
/// <param name="Mtu">MTU of the tunnel in bytes.</param>
/// <param name="Family">The address families outside the mesh.</param>
/// <param name="KeepAliveInterval">WireGuard's keepalive, a Kubernetes duration.</param>
/// <param name="DiscoveryInterval">How often public addresses are discovered anew, a Kubernetes duration.</param>
/// <param name="Operators">How many operators run, of which one leads.</param>
public sealed record ScenarioSettings(
    IReadOnlyList<string> MeshCidrs, int? Mtu, IPFamily Family, string? KeepAliveInterval, string? DiscoveryInterval, int Operators)
{
    /// <summary>A Prometheus that scrapes the lab; null for none.</summary>
    public PrometheusSpec? Prometheus { get; init; }

    /// <summary>The names of the operators' processes: <c>operator</c>, <c>operator2</c> and so on.</summary>
    public IReadOnlyList<string> OperatorNames => [.. Enumerable.Range(1, Operators).Select(NameOfOperator)];

    private static string NameOfOperator(int number) =>
        number == 1 ? "operator" : string.Create(CultureInfo.InvariantCulture, $"operator{number}");
}

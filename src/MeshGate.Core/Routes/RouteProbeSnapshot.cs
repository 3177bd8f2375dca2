namespace MeshGate.Core.Routes;

/// <summary>A probe as a person wrote it.</summary>
/// <param name="Type">How it probes.</param>
/// <param name="Address">The machine, or null.</param>
/// <param name="Port">The TCP port, or null.</param>
/// <param name="Interval">The time between two probes; null for the default.</param>
/// <param name="Timeout">The time a probe has; null for the default.</param>
public sealed record RouteProbeSnapshot(ProbeType Type, string? Address, int? Port, string? Interval, string? Timeout)
{
    /// <summary>Probes in a row that must fail before the path counts as down; null for the default.</summary>
    public int? FailureThreshold { get; init; }
}

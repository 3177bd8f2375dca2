namespace MeshGate.Kubernetes.Telemetry;

/// <summary>Something that has to be well for the process to be.</summary>
/// <param name="Name">What the answers of <c>/healthz</c> and <c>/readyz</c> call it.</param>
/// <param name="Kind">What it decides.</param>
/// <param name="Problem">Says what is wrong now, or null; quick and never throws.</param>
public sealed record HealthCheck(string Name, HealthKind Kind, Func<string?> Problem);

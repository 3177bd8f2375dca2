namespace MeshGate.Kubernetes.Telemetry;

/// <summary>What a <see cref="HealthCheck"/> decides.</summary>
public enum HealthKind
{
    /// <summary>Whether the process has to be started anew (<c>/healthz</c>).</summary>
    Liveness,

    /// <summary>Whether the process can do its work by now (<c>/readyz</c>).</summary>
    Readiness,
}

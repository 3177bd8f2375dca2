using MeshGate.Core.Policy;

namespace MeshGate.Core.Health;

/// <summary>How closely the paths in use are watched.</summary>
public sealed record HelloSettings
{
    /// <summary>The time between two hellos of a session in use.</summary>
    public TimeSpan ActiveInterval { get; init; } = PolicySettings.ActiveInterval.Default;

    /// <summary>The silence that ends a path, at most; it ends sooner where its round-trip time allows.</summary>
    public TimeSpan Ceiling { get; init; } = PolicySettings.FailoverTimeout.Default;
}

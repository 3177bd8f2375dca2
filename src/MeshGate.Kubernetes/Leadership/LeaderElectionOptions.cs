using MeshGate.Kubernetes.Client;

namespace MeshGate.Kubernetes.Leadership;

/// <summary>The Lease that is contended for, and the times. The defaults are those of Kubernetes' own controllers.</summary>
public sealed record LeaderElectionOptions
{
    /// <summary>Namespace and name of the Lease.</summary>
    public required NamespacedName Lease { get; init; }

    /// <summary>Who this process is; must differ between processes, also across restarts.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others leave an unrenewed lease alone, counted from when they saw it change.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the holder relies on a renewal; must be shorter than <see cref="LeaseDuration"/>.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two attempts, stretched by up to a fifth at random.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}

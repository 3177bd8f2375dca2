using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Routes;

/// <summary>A route as a person wrote it, not yet judged.</summary>
public sealed record RouteSnapshot
{
    /// <summary>The route's name, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The route's age against others.</summary>
    public required CreationOrder Created { get; init; }

    /// <summary>The higher counts where two routes speak of the same.</summary>
    public int Priority { get; init; }

    /// <summary><c>spec.source</c>, or null.</summary>
    public string? Source { get; init; }

    /// <summary><c>spec.destination.node</c>, or null.</summary>
    public string? Node { get; init; }

    /// <summary><c>spec.destination.cidrs</c>.</summary>
    public ImmutableArray<string> Cidrs { get; init; } = [];

    /// <summary>The relays of <c>spec.primaryPath</c>; null where it is left open.</summary>
    public ImmutableArray<string>? PrimaryPath { get; init; }

    /// <summary>The relays of each of <c>spec.backupPaths</c>; null where it is left open.</summary>
    public ImmutableArray<ImmutableArray<string>>? BackupPaths { get; init; }

    /// <summary><c>spec.maxBackupPaths</c>, or null.</summary>
    public int? MaxBackupPaths { get; init; }

    /// <summary><c>spec.gateways</c>.</summary>
    public ImmutableArray<string> Gateways { get; init; } = [];

    /// <summary>Whether <c>spec.loadBalancing</c> is given.</summary>
    public bool HasLoadBalancing { get; init; }

    /// <summary><c>spec.loadBalancing.strategy</c>, or null.</summary>
    public LoadBalancingStrategy? Strategy { get; init; }

    /// <summary><c>spec.loadBalancing.stickySessions</c>, or null.</summary>
    public bool? StickySessions { get; init; }

    /// <summary><c>spec.masquerade</c>.</summary>
    public bool Masquerade { get; init; }

    /// <summary><c>spec.probe</c>, or null.</summary>
    public RouteProbeSnapshot? Probe { get; init; }

    /// <summary>Every path that is written down, with the field it stands in.</summary>
    public IEnumerable<(string Field, ImmutableArray<string> Relays)> Paths()
    {
        if (PrimaryPath is { } primary)
        {
            yield return ("spec.primaryPath", primary);
        }

        ImmutableArray<ImmutableArray<string>> backups = BackupPaths ?? [];
        for (int i = 0; i < backups.Length; i++)
        {
            yield return ($"spec.backupPaths[{i}]", backups[i]);
        }
    }
}

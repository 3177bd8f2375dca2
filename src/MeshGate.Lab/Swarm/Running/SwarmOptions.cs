using MeshGate.Kubernetes.Connection;

namespace MeshGate.Lab.Swarm.Running;

/// <summary>What a swarm is to do.</summary>
public sealed record SwarmOptions
{
    /// <summary>The API server.</summary>
    public required KubernetesConnection Connection { get; init; }

    /// <summary>How many daemons join at once, 1 to 20,000.</summary>
    public required int Agents { get; init; }

    /// <summary>What the names of the MeshNodes begin with.</summary>
    public string Prefix { get; init; } = "swarm-";

    /// <summary>Decides everything that is left to chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The namespace of the heartbeat Leases.</summary>
    public string Namespace { get; init; } = Kubernetes.Entities.MeshGateApi.DefaultNamespace;

    /// <summary>Whether it makes the MeshNodes; otherwise somebody else does.</summary>
    public bool Create { get; init; }

    /// <summary>How many daemons join one by one once the mesh stands, each after a leave as long as there are any.</summary>
    public int Joins { get; init; }

    /// <summary>How many MeshNodes are deleted one by one.</summary>
    public int Leaves { get; init; }

    /// <summary>How long the mesh stands before the first of them.</summary>
    public TimeSpan JoinAfter { get; init; } = TimeSpan.Zero;

    /// <summary>Over how long the first joins are spread.</summary>
    public TimeSpan Ramp { get; init; } = TimeSpan.Zero;

    /// <summary>The most time for the mesh to form.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the operator is watched when nothing changed; zero leaves that out.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many of 100 sessions change in each minute once the mesh stands, 0 to 100.</summary>
    public double Changing { get; init; }

    /// <summary>How long that is watched before the single joins and leaves, during which it goes on.</summary>
    public TimeSpan ChangingFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many HTTP clients the daemons share; null for one for each hundred.</summary>
    public int? Connections { get; init; }

    /// <summary>Whether the MeshNodes that it made are deleted at the end.</summary>
    public bool Delete { get; init; }

    /// <summary>Where the operator serves its metrics; null where that is not known.</summary>
    public Uri? OperatorMetrics { get; init; }

    /// <summary>What must be kept.</summary>
    public SwarmBars Bars { get; init; } = new();
}

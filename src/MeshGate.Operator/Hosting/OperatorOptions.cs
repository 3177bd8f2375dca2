using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Connection;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Hosting;

/// <summary>How the operator was told to run.</summary>
public sealed record OperatorOptions
{
    /// <summary>Where the API server is.</summary>
    public required KubernetesConnection Connection { get; init; }

    /// <summary>The namespace of the heartbeat Leases and of the operator's own.</summary>
    public required string Namespace { get; init; }

    /// <summary>What holds for the whole mesh.</summary>
    public required MeshSettings Mesh { get; init; }

    /// <summary>Which Kubernetes Nodes are given MeshNodes, as a label selector; empty for none.</summary>
    public string NodeSelector { get; init; } = string.Empty;

    /// <summary>Where to serve metrics; null for nowhere.</summary>
    public HostEndpoint? Metrics { get; init; }

    /// <summary>Whether several operators may run, of which one acts.</summary>
    public bool LeaderElect { get; init; } = true;
}

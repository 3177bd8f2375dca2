using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Hosting;
using MeshGate.Operator.Topology;

namespace MeshGate.Operator.Hosting;

/// <summary>How the operator was told to run.</summary>
public sealed record OperatorOptions
{
    /// <summary>Where the API server is.</summary>
    public required KubernetesConnection Connection { get; init; }

    /// <summary>The namespace of the daemons' heartbeat Leases.</summary>
    public required string Namespace { get; init; }

    /// <summary>The namespace of the Lease by which the operator leads.</summary>
    public string OperatorNamespace { get; init; } = MeshGateApi.OperatorNamespace;

    /// <summary>What holds for the whole mesh.</summary>
    public required MeshSettings Mesh { get; init; }

    /// <summary>Which Kubernetes Nodes are given MeshNodes, as a label selector; empty for none.</summary>
    public string NodeSelector { get; init; } = string.Empty;

    /// <summary>Whether each of those Nodes is made a gateway to its own pods.</summary>
    public bool AdvertisesPods { get; init; }

    /// <summary>Where to serve metrics and health; null for nowhere.</summary>
    public HostEndpoint? Metrics { get; init; }

    /// <summary>Where to serve the topology page; null for nowhere.</summary>
    public IPEndPoint? Page { get; init; }

    /// <summary>Whether several operators may run, of which one acts.</summary>
    public bool LeaderElect { get; init; } = true;

    /// <summary>Requests a second to the API server, once the burst is spent; 0 for no limit.</summary>
    public double RequestsPerSecond { get; init; } = OperatorSettings.ForOperators.RequestsPerSecond;

    /// <summary>Requests to the API server that may be sent at once; at least 1.</summary>
    public int RequestBurst { get; init; } = OperatorSettings.ForOperators.RequestBurst;
}

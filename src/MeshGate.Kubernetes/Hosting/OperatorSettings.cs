using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Leadership;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>How an operator runs.</summary>
public sealed class OperatorSettings
{
    /// <summary>The defaults of <see cref="ClientOptions"/>: 500 requests a second after a burst of 1,000.</summary>
    public static KubernetesClientOptions ForOperators { get; } = new() { RequestsPerSecond = 500, RequestBurst = 1000 };

    /// <summary>The name that Events and field managers carry.</summary>
    public string Name { get; set; } = "meshgate-operator";

    /// <summary>The version that requests carry.</summary>
    public string Version { get; set; } = "0.1.0";

    /// <summary>Where the API server is; null for the pod's own cluster.</summary>
    public KubernetesConnection? Connection { get; set; }

    /// <summary>
    /// Time-outs and bounds of the client. The rate suits an operator: 1,000 nodes that join at once cost a few thousand requests, which
    /// take some seconds at it.
    /// </summary>
    public KubernetesClientOptions ClientOptions { get; set; } = ForOperators;

    /// <summary>Makes the client in place of <see cref="KubernetesHttpClient"/> and <see cref="Connection"/>.</summary>
    public Func<IServiceProvider, IKubernetesClient>? Client { get; set; }

    /// <summary>The Lease that decides which process acts; null where only one ever runs.</summary>
    public LeaderElectionOptions? LeaderElection { get; set; }

    /// <summary>How many entities of one kind a controller reconciles at once. At least 1.</summary>
    public int MaxConcurrentReconciles { get; set; } = 4;
}

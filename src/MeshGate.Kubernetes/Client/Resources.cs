using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Serialization;

namespace MeshGate.Kubernetes.Client;

/// <summary>The kinds of object MeshGate uses.</summary>
public static class Resources
{
    /// <summary>MeshNodes.</summary>
    public static Resource<MeshNode> MeshNodes { get; } =
        new(MeshGateApi.Group, MeshGateApi.Version, "meshnodes", "MeshNode", false, MeshGateJson.TypeInfo<MeshNode>());

    /// <summary>MeshPolicies.</summary>
    public static Resource<MeshPolicy> MeshPolicies { get; } =
        new(MeshGateApi.Group, MeshGateApi.Version, "meshpolicies", "MeshPolicy", false, MeshGateJson.TypeInfo<MeshPolicy>());

    /// <summary>MeshRoutes.</summary>
    public static Resource<MeshRoute> MeshRoutes { get; } =
        new(MeshGateApi.Group, MeshGateApi.Version, "meshroutes", "MeshRoute", false, MeshGateJson.TypeInfo<MeshRoute>());

    /// <summary>The cluster's Nodes.</summary>
    public static Resource<ClusterNode> Nodes { get; } =
        new(string.Empty, "v1", "nodes", "Node", false, MeshGateJson.TypeInfo<ClusterNode>());

    /// <summary>Heartbeat and leader-election Leases.</summary>
    public static Resource<V1Lease> Leases { get; } =
        new("coordination.k8s.io", "v1", "leases", "Lease", true, MeshGateJson.TypeInfo<V1Lease>());

    /// <summary>Secrets.</summary>
    public static Resource<V1Secret> Secrets { get; } =
        new(string.Empty, "v1", "secrets", "Secret", true, MeshGateJson.TypeInfo<V1Secret>());

    /// <summary>Events of the core group.</summary>
    public static Resource<Corev1Event> Events { get; } =
        new(string.Empty, "v1", "events", "Event", true, MeshGateJson.TypeInfo<Corev1Event>());
}

using k8s.Models;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How a set of nodes behaves. Where several policies select a node, higher priority wins, then the older policy.</summary>
[KubernetesEntity(Group = MeshGateApi.Group, ApiVersion = MeshGateApi.Version, Kind = "MeshPolicy", PluralName = "meshpolicies")]
public sealed class MeshPolicy : CustomKubernetesEntity<MeshPolicySpec, MeshPolicyStatus>
{
    /// <summary>Makes an empty MeshPolicy with its group, version and kind set.</summary>
    public MeshPolicy()
    {
        ApiVersion = MeshGateApi.GroupVersion;
        Kind = "MeshPolicy";
    }
}

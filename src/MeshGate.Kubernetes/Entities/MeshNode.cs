using k8s.Models;

namespace MeshGate.Kubernetes.Entities;

/// <summary>One machine in the mesh: what is wanted of it, what the operator assigned to it, and what its daemon reports.</summary>
[KubernetesEntity(Group = MeshGateApi.Group, ApiVersion = MeshGateApi.Version, Kind = "MeshNode", PluralName = "meshnodes")]
public sealed class MeshNode : CustomKubernetesEntity<MeshNodeSpec, MeshNodeStatus>
{
    /// <summary>Makes an empty MeshNode with its group, version and kind set.</summary>
    public MeshNode()
    {
        ApiVersion = MeshGateApi.GroupVersion;
        Kind = "MeshNode";
    }
}

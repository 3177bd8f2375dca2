using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// How a set of nodes behaves. Where several policies select a node, it takes each block (heartbeat, topology, connections,
/// natTraversal, failover, loadBalancer) whole from one of those that give it: the one with the highest priority, then the older,
/// then the first by name. A setting left open in that block has its default, whatever other policies say; so has a block that no
/// policy gives.
/// </summary>
[KubernetesEntity(Group = MeshGateApi.Group, ApiVersion = MeshGateApi.Version, Kind = "MeshPolicy", PluralName = "meshpolicies")]
[EntityScope(EntityScope.Cluster)]
[KubernetesEntityShortNames("mp")]
[KubernetesEntityCategories("meshgate")]
[GenericAdditionalPrinterColumn(".spec.priority", "Priority", "integer", Description = "Which policy wins: the higher")]
[GenericAdditionalPrinterColumn(".status.matchedNodes", "Matched", "integer", Description = "How many machines it selects")]
[GenericAdditionalPrinterColumn(".status.appliedNodes", "Applied", "integer", Description = "How many machines take a block from it")]
[GenericAdditionalPrinterColumn(".status.conflictingNodes", "Conflicts", "integer", Description = "For how many machines a policy of the same priority wins")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string", Description = "Whether it is in force")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].reason", "Reason", "string", Priority = PrinterColumnPriority.WideView, Description = "Why it is in force or not")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
public sealed class MeshPolicy : CustomKubernetesEntity<MeshPolicySpec, MeshPolicyStatus>
{
    /// <summary>Makes an empty MeshPolicy with its group, version and kind set.</summary>
    public MeshPolicy()
    {
        ApiVersion = MeshGateApi.GroupVersion;
        Kind = "MeshPolicy";
    }
}

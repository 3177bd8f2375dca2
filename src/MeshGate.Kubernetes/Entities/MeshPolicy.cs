using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>How a set of nodes behaves. Where several policies select a node, higher priority wins, then the older policy.</summary>
[KubernetesEntity(Group = MeshGateApi.Group, ApiVersion = MeshGateApi.Version, Kind = "MeshPolicy", PluralName = "meshpolicies")]
[EntityScope(EntityScope.Cluster)]
[KubernetesEntityShortNames("mp")]
[KubernetesEntityCategories("meshgate")]
[GenericAdditionalPrinterColumn(".spec.priority", "Priority", "integer", Description = "Which policy wins: the higher")]
[GenericAdditionalPrinterColumn(".status.matchedNodes", "Matched", "integer", Description = "How many machines it selects")]
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

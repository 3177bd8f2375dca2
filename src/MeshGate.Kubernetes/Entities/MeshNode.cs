using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>One machine in the mesh: what is wanted of it, what the operator assigned to it, and what its daemon reports.</summary>
[KubernetesEntity(Group = MeshGateApi.Group, ApiVersion = MeshGateApi.Version, Kind = "MeshNode", PluralName = "meshnodes")]
[EntityScope(EntityScope.Cluster)]
[KubernetesEntityShortNames("mn")]
[KubernetesEntityCategories("meshgate")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string", Description = "Whether the machine is part of the mesh")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Online\")].status", "Online", "string", Description = "Whether its daemon shows that it lives")]
[GenericAdditionalPrinterColumn(".spec.addresses[0]", "Address", "string", Description = "Its first address in the mesh")]
[GenericAdditionalPrinterColumn(".spec.roles", "Roles", "string", Description = "What it may be used for")]
[GenericAdditionalPrinterColumn(".status.assignment.segment", "Segment", "string", Description = "The segment it belongs to")]
[GenericAdditionalPrinterColumn(".status.agent.nat.mapping", "NAT", "string", Description = "How the NAT before it maps ports")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].reason", "Reason", "string", Priority = PrinterColumnPriority.WideView, Description = "Why it is ready or not")]
[GenericAdditionalPrinterColumn(".status.agent.candidates[0].address", "Reachable At", "string", Priority = PrinterColumnPriority.WideView, Description = "The best address at which peers may reach it")]
[GenericAdditionalPrinterColumn(".spec.region", "Region", "string", Priority = PrinterColumnPriority.WideView, Description = "The region it stands in")]
[GenericAdditionalPrinterColumn(".status.agent.version", "Version", "string", Priority = PrinterColumnPriority.WideView, Description = "Its daemon's version")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
public sealed class MeshNode : CustomKubernetesEntity<MeshNodeSpec, MeshNodeStatus>
{
    /// <summary>Makes an empty MeshNode with its group, version and kind set.</summary>
    public MeshNode()
    {
        ApiVersion = MeshGateApi.GroupVersion;
        Kind = "MeshNode";
    }
}

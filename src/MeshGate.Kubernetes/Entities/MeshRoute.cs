using k8s.Models;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>
/// A path that somebody cares about: from one MeshNode to another over named relays, or from MeshNodes to networks behind gateways.
/// Both ends of a route between nodes follow it; one to networks is followed by every node that it is for, and by its gateways.
/// </summary>
[KubernetesEntity(Group = MeshGateApi.Group, ApiVersion = MeshGateApi.Version, Kind = "MeshRoute", PluralName = "meshroutes")]
[EntityScope(EntityScope.Cluster)]
[KubernetesEntityShortNames("mr")]
[KubernetesEntityCategories("meshgate")]
[GenericAdditionalPrinterColumn(".spec.source", "Source", "string", Description = "The machine it begins at")]
[GenericAdditionalPrinterColumn(".spec.destination.node", "Node", "string", Description = "The machine it leads to")]
[GenericAdditionalPrinterColumn(".spec.destination.cidrs", "CIDRs", "string", Description = "The networks it leads to")]
[GenericAdditionalPrinterColumn(".status.state", "State", "string", Description = "How it fares: Active, FailedOver, Recovering or Failed")]
[GenericAdditionalPrinterColumn(".status.activePath.name", "Path", "string", Description = "The path in use: Direct, Turn or its relays")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string", Description = "Whether it can be followed")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].reason", "Reason", "string", Description = "Why it can be followed or not")]
[GenericAdditionalPrinterColumn(".spec.gateways", "Gateways", "string", Priority = PrinterColumnPriority.WideView, Description = "The machines before its networks")]
[GenericAdditionalPrinterColumn(".spec.priority", "Priority", "integer", Priority = PrinterColumnPriority.WideView, Description = "Which route fails over first: the higher")]
[GenericAdditionalPrinterColumn(".status.failovers.count", "Failovers", "integer", Priority = PrinterColumnPriority.WideView, Description = "How often it failed over")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date")]
public sealed class MeshRoute : CustomKubernetesEntity<MeshRouteSpec, MeshRouteStatus>
{
    /// <summary>Makes an empty MeshRoute with its group, version and kind set.</summary>
    public MeshRoute()
    {
        ApiVersion = MeshGateApi.GroupVersion;
        Kind = "MeshRoute";
    }
}

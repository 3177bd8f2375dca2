using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>Where a route leads: one MeshNode, or networks.</summary>
[ValidationRule(
    "has(self.node) != (has(self.cidrs) && size(self.cidrs) > 0)",
    message: RouteRules.OneDestination)]
public sealed record RouteDestination
{
    /// <summary>The MeshNode that the route leads to.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    public string? Node { get; set; }

    /// <summary>The networks that the route leads to, in CIDR notation. At most 64.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [Items(0, 64)]
    [Length(4, 49)]
    [Pattern(SchemaPatterns.Cidr)]
    [XListType(ListType.Set)]
    public IReadOnlyList<string>? Cidrs { get; set; }
}

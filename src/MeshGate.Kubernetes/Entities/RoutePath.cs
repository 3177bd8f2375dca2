using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities.Attributes;

namespace MeshGate.Kubernetes.Entities;

/// <summary>One path between two MeshNodes.</summary>
public sealed record RoutePath
{
    /// <summary>The MeshNodes that relay, in the order from source to destination, none to two. An empty list is the direct path.</summary>
    [ReadBy(ReadByAttribute.Operator)]
    [DefaultValue("[]")]
    [Items(0, 2)]
    [Length(1, 253)]
    [Pattern(SchemaPatterns.ObjectName)]
    [ValidationRule("self.all(r, self.exists_one(x, x == r))", message: RouteRules.RelayTwice, reason: "FieldValueDuplicate")]
    public IReadOnlyList<string>? Relays { get; set; }
}

namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>How a list is merged; without it, as one value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class XListTypeAttribute(ListType listType) : Attribute
{
    /// <summary>The way.</summary>
    public ListType ListType { get; } = listType;
}

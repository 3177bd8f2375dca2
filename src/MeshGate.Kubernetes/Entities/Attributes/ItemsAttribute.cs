namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Bounds of the number of elements of a list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(long minItems = -1, long maxItems = -1) : Attribute
{
    /// <summary>The least, or -1 for none.</summary>
    public long MinItems { get; } = minItems;

    /// <summary>The most, or -1 for none.</summary>
    public long MaxItems { get; } = maxItems;
}

namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>A description in place of the one in the XML documentation.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class DescriptionAttribute(string description) : Attribute
{
    /// <summary>The text.</summary>
    public string Description { get; } = description;
}

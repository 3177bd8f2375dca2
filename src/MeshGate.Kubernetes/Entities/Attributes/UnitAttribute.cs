namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>What a number counts, for the documentation.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string name) : Attribute
{
    /// <summary>The unit, in the plural.</summary>
    public string Name { get; } = name;
}

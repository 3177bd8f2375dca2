namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Names of an enum that nobody may write: they exist for readers alone.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExceptAttribute(params string[] names) : Attribute
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Bounds of the length of a text, in characters. On a list it speaks of the elements.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(long minLength = -1, long maxLength = -1) : Attribute
{
    /// <summary>The least, or -1 for none.</summary>
    public long MinLength { get; } = minLength;

    /// <summary>The most, or -1 for none.</summary>
    public long MaxLength { get; } = maxLength;
}

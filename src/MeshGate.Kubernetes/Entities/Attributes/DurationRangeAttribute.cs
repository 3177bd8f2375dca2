namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>A text that is a Kubernetes duration between two bounds: stands for a pattern, a length and a validation rule.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationRangeAttribute(string minimum, string maximum) : Attribute
{
    /// <summary>The least, as a duration string.</summary>
    public string Minimum { get; } = minimum;

    /// <summary>The greatest, as a duration string.</summary>
    public string Maximum { get; } = maximum;
}

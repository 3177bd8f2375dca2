namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>A regular expression (RE2) that the text must match. On a list it speaks of the elements.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string regexPattern) : Attribute
{
    /// <summary>The expression.</summary>
    public string RegexPattern { get; } = regexPattern;
}

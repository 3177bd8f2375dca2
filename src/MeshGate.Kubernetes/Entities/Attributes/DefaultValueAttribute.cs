namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>The value that the API server fills in.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultValueAttribute(string json) : Attribute
{
    /// <summary>The value, as JSON.</summary>
    public string Json { get; } = json;
}

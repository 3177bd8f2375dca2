namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>The members that tell the elements of a list of type <see cref="ListType.Map"/> apart.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class XListMapKeysAttribute(params string[] keys) : Attribute
{
    /// <summary>Their names in JSON.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;
}

namespace MeshGate.Kubernetes.Entities.Attributes;

/// <summary>Groups of kinds that <c>kubectl get</c> shows together.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KubernetesEntityCategoriesAttribute(params string[] categories) : Attribute
{
    /// <summary>The categories.</summary>
    public IReadOnlyList<string> Categories { get; } = categories;
}

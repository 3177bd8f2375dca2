namespace MeshGate.Kubernetes.Client;

/// <summary>The key of an object. <see cref="Namespace"/> is null for cluster-scoped ones.</summary>
/// <param name="Namespace">The namespace, or null.</param>
/// <param name="Name">The name.</param>
public readonly record struct NamespacedName(string? Namespace, string Name)
{
    /// <summary>The key of a cluster-scoped object.</summary>
    public static NamespacedName Cluster(string name) => new(null, name);

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";
}

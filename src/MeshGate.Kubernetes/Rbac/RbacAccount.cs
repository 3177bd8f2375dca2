namespace MeshGate.Kubernetes.Rbac;

/// <summary>A service account and what it may do.</summary>
/// <param name="Name">The name of the account, its roles and their bindings.</param>
/// <param name="Namespace">The namespace of the account.</param>
/// <param name="ClusterCarriers">Types whose attributes say what it may do in the whole cluster.</param>
/// <param name="NamespaceCarriers">Types whose attributes say what it may do in its namespace.</param>
public sealed record RbacAccount(string Name, string Namespace, IReadOnlyList<Type> ClusterCarriers, IReadOnlyList<Type> NamespaceCarriers)
{
    /// <summary>Types whose attributes say what it may do in namespaces other than its own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Type>> OtherNamespaces { get; init; } = new SortedDictionary<string, IReadOnlyList<Type>>(StringComparer.Ordinal);

    /// <summary>The group that is bound in place of the account itself; null for the account.</summary>
    public string? Group { get; init; }
}

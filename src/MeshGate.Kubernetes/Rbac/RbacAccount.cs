namespace MeshGate.Kubernetes.Rbac;

/// <summary>A service account and what it may do.</summary>
/// <param name="Name">The name of the account, its roles and their bindings.</param>
/// <param name="Namespace">The namespace of the account.</param>
/// <param name="ClusterCarriers">Types whose attributes say what it may do in the whole cluster.</param>
/// <param name="NamespaceCarriers">Types whose attributes say what it may do in its namespace.</param>
public sealed record RbacAccount(string Name, string Namespace, IReadOnlyList<Type> ClusterCarriers, IReadOnlyList<Type> NamespaceCarriers);

namespace MeshGate.Kubernetes.Client;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects, managedFields removed.</param>
/// <param name="ResourceVersion">The version of the collection, to watch from.</param>
/// <param name="Continue">The token of the next page, or null on the last.</param>
public sealed record ResourcePage<T>(IReadOnlyList<T> Items, string ResourceVersion, string? Continue);

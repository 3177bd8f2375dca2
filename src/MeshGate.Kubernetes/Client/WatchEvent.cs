namespace MeshGate.Kubernetes.Client;

/// <summary>One event of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object; of a bookmark only its resourceVersion counts.</param>
public readonly record struct WatchEvent<T>(WatchEventKind Type, T Object);

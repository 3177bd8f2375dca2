namespace MeshGate.Kubernetes.Informers;

/// <summary>A change in an informer's cache.</summary>
/// <param name="Old">The object before, or null if it is new.</param>
/// <param name="New">The object now, or null if it is gone.</param>
public readonly record struct InformerChange<T>(T? Old, T? New)
    where T : class;

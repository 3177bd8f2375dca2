namespace MeshGate.Kubernetes.Client;

/// <summary>What a watch event says.</summary>
public enum WatchEventKind
{
    /// <summary>The object appeared, or is told for the first time.</summary>
    Added,

    /// <summary>The object changed.</summary>
    Modified,

    /// <summary>The object is gone.</summary>
    Deleted,

    /// <summary>Nothing changed up to the object's resourceVersion.</summary>
    Bookmark,
}

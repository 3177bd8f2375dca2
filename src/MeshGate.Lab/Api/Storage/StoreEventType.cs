namespace MeshGate.Lab.Api.Storage;

/// <summary>What happened to an object.</summary>
public enum StoreEventType
{
    /// <summary>It was created.</summary>
    Added,

    /// <summary>It was changed.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>Nothing happened up to this version.</summary>
    Bookmark,

    /// <summary>The events that the watcher needs next are no longer kept.</summary>
    Expired,
}

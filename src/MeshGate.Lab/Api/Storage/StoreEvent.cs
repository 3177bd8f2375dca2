namespace MeshGate.Lab.Api.Storage;

/// <summary>One change, as watchers learn of it.</summary>
/// <param name="Type">What happened.</param>
/// <param name="ResourceVersion">The version of the change.</param>
/// <param name="Object">The object after the change, or its last state if it is gone; null for bookmarks.</param>
/// <param name="Previous">The object before the change, or null.</param>
public sealed record StoreEvent(StoreEventType Type, long ResourceVersion, StoredObject? Object = null, StoredObject? Previous = null);

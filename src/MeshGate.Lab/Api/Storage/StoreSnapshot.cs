using System.Collections.Immutable;

namespace MeshGate.Lab.Api.Storage;

/// <summary>All objects of a kind at one version.</summary>
/// <param name="ResourceVersion">The version of the whole store.</param>
/// <param name="Objects">The objects in the order of lists.</param>
public sealed record StoreSnapshot(long ResourceVersion, ImmutableSortedDictionary<ObjectKey, StoredObject> Objects);

namespace MeshGate.Lab.Api.Storage;

/// <summary>An object with its kind, as the log keeps it.</summary>
/// <param name="Resource">The kind's key.</param>
/// <param name="Object">The object.</param>
public sealed record LoggedObject(string Resource, StoredObject Object);

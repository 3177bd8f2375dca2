namespace MeshGate.Lab.Api.Storage;

/// <summary>What became of a mutation.</summary>
/// <param name="Object">The object as it is now, or as it last was.</param>
/// <param name="IsRemoved">Whether it is gone.</param>
public readonly record struct MutationResult(StoredObject Object, bool IsRemoved);

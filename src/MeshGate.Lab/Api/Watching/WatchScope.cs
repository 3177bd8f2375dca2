namespace MeshGate.Lab.Api.Watching;

/// <summary>Which objects a watch is about before its selectors are asked.</summary>
/// <param name="Namespace">Only this namespace, or null for all.</param>
/// <param name="Name">Only the object of this name, or null for all.</param>
public sealed record WatchScope(string? Namespace, string? Name)
{
    /// <summary>Whether an object is in the scope.</summary>
    public bool Covers(Storage.ObjectKey key) =>
        (Name is null || Name == key.Name) && (Namespace is null || Namespace == key.Namespace);
}

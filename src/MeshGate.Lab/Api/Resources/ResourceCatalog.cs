using System.Collections.Immutable;

namespace MeshGate.Lab.Api.Resources;

/// <summary>Every resource that is served now. Safe for use by several threads.</summary>
/// <param name="builtins">The resources that are always there.</param>
public sealed class ResourceCatalog(IEnumerable<ServedResource> builtins)
{
    private ImmutableArray<ServedResource> _resources = [.. builtins];

    /// <summary>All resources, each in each version.</summary>
    public ImmutableArray<ServedResource> All => _resources;

    /// <summary>Finds a resource; null if it is not served.</summary>
    public ServedResource? Find(string group, string version, string plural) =>
        _resources.FirstOrDefault(resource => resource.Plural == plural && resource.Group == group && resource.Version == version);

    /// <summary>Serves the versions of one custom resource, in place of those served before.</summary>
    public void Set(IReadOnlyList<ServedResource> versions) => ImmutableInterlocked.Update(
        ref _resources,
        current => [.. current.Where(resource => resource.StorageKey != versions[0].StorageKey), .. versions]);

    /// <summary>Serves a custom resource no longer.</summary>
    /// <param name="storageKey">Its plural and group.</param>
    public void Remove(string storageKey) => ImmutableInterlocked.Update(
        ref _resources,
        current => [.. current.Where(resource => !resource.IsCustom || resource.StorageKey != storageKey)]);
}

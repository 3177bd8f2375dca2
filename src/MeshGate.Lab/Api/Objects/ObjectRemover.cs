using System.Globalization;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Objects;

/// <summary>
/// Deletes objects: one with finalizers is marked and stays until the last of them goes. A namespace takes its objects with it, a
/// CustomResourceDefinition its custom resources, and both stay until those are gone. There is no garbage collector: owner
/// references delete nothing.
/// </summary>
public sealed class ObjectRemover(ObjectStore store, ResourceCatalog catalog, TimeProvider clock)
{
    /// <summary>Deletes one object.</summary>
    /// <exception cref="ApiStatusException">There is none, or a precondition does not hold.</exception>
    public MutationResult Delete(ServedResource resource, ObjectKey key, DeleteOptions options)
    {
        MutationResult result = store.Mutate(
            resource.StorageKey,
            key,
            current =>
            {
                _ = current ?? throw Refusal.NotFound(resource, key.Name);
                CheckPreconditions(resource, current, options);
                return Decide(resource, current);
            },
            options.IsDryRun);
        if (!options.IsDryRun)
        {
            RemoveContents(resource, key);
            AfterRemoval(resource, key, result);
        }

        return result;
    }

    /// <summary>Lets go of a namespace or definition that waited for an object, if this was its last.</summary>
    /// <param name="resource">The object's resource.</param>
    /// <param name="key">Its key.</param>
    /// <param name="result">What became of the object.</param>
    public void AfterRemoval(ServedResource resource, ObjectKey key, MutationResult result)
    {
        if (!result.IsRemoved)
        {
            return;
        }

        if (resource.IsNamespaced)
        {
            Release(BuiltinResources.Namespaces, key.Namespace);
        }

        if (resource.IsCustom)
        {
            Release(BuiltinResources.CustomResourceDefinitions, resource.StorageKey);
        }
    }

    private static void CheckPreconditions(ServedResource resource, StoredObject current, DeleteOptions options)
    {
        if (options.Uid is not null && options.Uid != current.Uid)
        {
            throw Refusal.Conflict(
                resource, current.Key.Name, $"Precondition failed: UID in precondition: {options.Uid}, UID in object meta: {current.Uid}");
        }

        string version = current.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        if (options.ResourceVersion is not null && options.ResourceVersion != version)
        {
            throw Refusal.Conflict(
                resource,
                current.Key.Name,
                $"Precondition failed: ResourceVersion in precondition: {options.ResourceVersion}, ResourceVersion in object meta: {version}");
        }
    }

    private Change Decide(ServedResource resource, StoredObject current)
    {
        JsonObject value = current.Read();
        JsonObject metadata = value.Metadata();
        bool isHeld = resource.Rules is IHeldObjectRules || metadata["finalizers"] is JsonArray { Count: > 0 };
        if (!isHeld)
        {
            return Change.Remove(value);
        }

        if (metadata["deletionTimestamp"] is null)
        {
            metadata["deletionTimestamp"] = ObjectWriter.Timestamp(clock.GetUtcNow());
            metadata["deletionGracePeriodSeconds"] = 0L;
            if (metadata["generation"].Integer() is { } generation)
            {
                metadata["generation"] = generation + 1;
            }

            if (resource.Plural == "namespaces")
            {
                value["status"] = new JsonObject { ["phase"] = "Terminating" };
            }
        }

        return Change.Put(value);
    }

    private void RemoveContents(ServedResource resource, ObjectKey key)
    {
        if (resource.Rules is not IHeldObjectRules)
        {
            return;
        }

        foreach ((ServedResource content, ObjectKey item) in Contents(resource, key.Name))
        {
            try
            {
                Delete(content, item, new DeleteOptions(null, null, false));
            }
            catch (ApiStatusException gone) when (gone.Code == 404)
            {
                // Somebody else was quicker.
            }
        }

        Release(resource, key.Name);
    }

    private void Release(ServedResource holder, string name)
    {
        var key = new ObjectKey(string.Empty, name);
        if (store.Get(holder.StorageKey, key) is not { } current || !IsReleased(current.Read()) || Contents(holder, name).Any())
        {
            return;
        }

        store.Mutate(
            holder.StorageKey,
            key,
            latest => latest is null || !IsReleased(latest.Read()) ? throw Refusal.NotFound(holder, name) : Change.Remove(latest.Read()),
            false);
        if (holder.Plural != "namespaces")
        {
            catalog.Remove(name);
            store.CloseWatches(name);
        }
    }

    private static bool IsReleased(JsonObject holder) =>
        holder.Metadata()["deletionTimestamp"] is not null && holder.Metadata()["finalizers"] is not JsonArray { Count: > 0 };

    private IEnumerable<(ServedResource Resource, ObjectKey Key)> Contents(ServedResource holder, string name)
    {
        bool isNamespace = holder.Plural == "namespaces";
        IEnumerable<ServedResource> kinds = isNamespace
            ? catalog.All.Where(resource => resource.IsNamespaced)
            : catalog.All.Where(resource => resource.IsCustom && resource.StorageKey == name);
        return kinds.DistinctBy(resource => resource.StorageKey).SelectMany(kind => store.Snapshot(kind.StorageKey).Objects.Keys
            .Where(key => !isNamespace || key.Namespace == name)
            .Select(key => (kind, key)));
    }
}

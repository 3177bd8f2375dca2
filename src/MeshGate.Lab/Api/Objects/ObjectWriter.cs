using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Schema;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Creates and changes objects by the rules of the Kubernetes API: metadata, subresources, generation, conflicts, finalizers.</summary>
/// <param name="store">Where objects live.</param>
/// <param name="clock">Dates them.</param>
public sealed class ObjectWriter(ObjectStore store, TimeProvider clock)
{
    // What generated names end in: no vowels, so that no word comes out, and no look-alikes.
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Formats a point in time as metadata carries it.</summary>
    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Creates an object.</summary>
    /// <exception cref="ApiStatusException">It is refused.</exception>
    public StoredObject Create(WriteRequest request, JsonObject value)
    {
        ServedResource resource = request.Resource;
        ObjectCleaner.CheckType(value, resource);
        Complain(request, ObjectCleaner.Clean(value, resource), null);
        JsonObject metadata = value.Metadata();
        request = request with { Name = NameOf(metadata) };
        CheckNamespace(request, metadata);
        CheckNamespaceExists(request);
        if (metadata["resourceVersion"].Text() is { Length: > 0 })
        {
            throw Refusal.BadRequest("resourceVersion should not be set on objects to be created");
        }

        foreach (string name in (string[])["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"])
        {
            metadata.Remove(name);
        }

        metadata["name"] = request.Name;
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Timestamp(clock.GetUtcNow());
        if (resource.IsCustom)
        {
            metadata["generation"] = 1L;
        }

        if (resource is { HasStatus: true, IsCustom: true })
        {
            // Nobody creates a status, but its defaults appear at once.
            value.Remove("status");
            ObjectCleaner.Clean(value, resource);
        }

        resource.Rules.Prepare(value, null);
        Validate(request, value, null);
        return store.Mutate(
            resource.StorageKey,
            request.Key,
            current => current is null ? Change.Put(ForStorage(value, resource)) : throw Refusal.AlreadyExists(resource, request.Name),
            request.IsDryRun).Object;
    }

    /// <summary>Changes an object, or removes it if this takes the last finalizer from one that is being deleted.</summary>
    /// <param name="request">Which object.</param>
    /// <param name="edit">Makes the new object from the current one, which it may change.</param>
    /// <param name="isReplacement">Whether the new object is whole, so that it must name the version it is based on.</param>
    /// <exception cref="ApiStatusException">It is refused.</exception>
    public MutationResult Update(WriteRequest request, Func<JsonObject, JsonObject> edit, bool isReplacement)
    {
        ServedResource resource = request.Resource;
        MutationResult result = store.Mutate(
            resource.StorageKey,
            request.Key,
            current => Decide(request, current ?? throw Refusal.NotFound(resource, request.Name), edit, isReplacement),
            request.IsDryRun);
        return result;
    }

    private static Change Decide(WriteRequest request, StoredObject current, Func<JsonObject, JsonObject> edit, bool isReplacement)
    {
        ServedResource resource = request.Resource;
        JsonObject old = FromStorage(current.Read(), resource);
        JsonObject value = edit(FromStorage(current.Read(), resource));
        ObjectCleaner.CheckType(value, resource);
        Complain(request, ObjectCleaner.Clean(value, resource), isReplacement ? null : "patch");
        JsonObject metadata = value.Metadata();
        CheckIdentity(request, current, metadata, isReplacement);
        JsonObject oldMetadata = old.Metadata();
        if (request.Subresource == "status")
        {
            value = WithStatusOf(old, value);
            metadata = value.Metadata();
        }
        else if (resource.HasStatus)
        {
            Copy(old, value, "status");
        }

        foreach (string name in (string[])["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "generateName"])
        {
            Copy(oldMetadata, metadata, name);
        }

        resource.Rules.Prepare(value, old);
        Validate(request, value, old);
        if (resource.IsCustom && !SpecEquals(old, value, resource))
        {
            metadata["generation"] = (oldMetadata["generation"].Integer() ?? 0) + 1;
        }

        bool isLastFinalizerGone = oldMetadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 };
        value = ForStorage(value, resource);
        return isLastFinalizerGone && resource.Rules is not IHeldObjectRules ? Change.Remove(value) : Change.Put(value);
    }

    private static void CheckIdentity(WriteRequest request, StoredObject current, JsonObject metadata, bool isReplacement)
    {
        ServedResource resource = request.Resource;
        string name = metadata["name"].Text() ?? string.Empty;
        if (name != request.Name)
        {
            throw Refusal.BadRequest(name.Length == 0
                ? "metadata.name: Required value: name must be provided"
                : $"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        }

        CheckNamespace(request, metadata);
        string version = metadata["resourceVersion"].Text() ?? string.Empty;
        if (version.Length == 0 && isReplacement && !resource.AllowsUnconditionalUpdate)
        {
            var missing = new FieldError("metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0x0: must be specified for an update");
            throw Refusal.Invalid(resource, request.Name, [missing]);
        }

        if (version.Length > 0 && version != "0" && version != current.ResourceVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw Refusal.Conflict(resource, request.Name);
        }

        if (metadata["uid"].Text() is { Length: > 0 } uid && uid != current.Uid)
        {
            throw Refusal.Conflict(resource, request.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid}");
        }
    }

    private static void CheckNamespace(WriteRequest request, JsonObject metadata)
    {
        string inData = metadata["namespace"].Text() ?? string.Empty;
        if (!request.Resource.IsNamespaced)
        {
            metadata.Remove("namespace");
        }
        else if (inData.Length > 0 && inData != request.Namespace)
        {
            throw Refusal.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
        else
        {
            metadata["namespace"] = request.Namespace;
        }
    }

    private static string NameOf(JsonObject metadata)
    {
        if (metadata["name"].Text() is { Length: > 0 } name)
        {
            return name;
        }

        string prefix = metadata["generateName"].Text() ?? string.Empty;
        if (prefix.Length == 0)
        {
            throw Refusal.BadRequest("name or generateName is required");
        }

        return prefix[..Math.Min(prefix.Length, 58)] + RandomNumberGenerator.GetString(SuffixAlphabet, 5);
    }

    private static void Complain(WriteRequest request, IReadOnlyList<string> unknown, string? patchField)
    {
        string[] complaints = [.. request.Complaints, .. unknown];
        if (complaints.Length > 0 && request.FieldValidation == FieldValidation.Strict)
        {
            string strict = ObjectCleaner.StrictError(complaints);
            throw patchField is null
                ? Refusal.BadRequest(ObjectCleaner.CannotHandle(request.Resource, strict))
                : Refusal.Invalid(request.Resource, request.Name, [new FieldError(patchField, "FieldValueInvalid", $"Invalid value: {strict}")]);
        }

        if (request.FieldValidation == FieldValidation.Warn)
        {
            Array.ForEach(complaints, request.Warnings.Add);
        }

        if (request.Resource.Schema is { HasRules: true })
        {
            request.Warnings.Add($"{request.Resource.QualifiedKind} has x-kubernetes-validations, which this server does not evaluate");
        }
    }

    private static void Validate(WriteRequest request, JsonObject value, JsonObject? old)
    {
        ServedResource resource = request.Resource;
        List<FieldError> errors = [.. MetadataRules.Validate(value, old, resource)];
        if (resource.Schema is not null)
        {
            errors.AddRange(SchemaValidator.Validate(value, resource.Schema));
        }

        errors.AddRange(resource.Rules.Validate(value, old));
        if (errors.Count > 0)
        {
            throw Refusal.Invalid(resource, request.Name, errors);
        }
    }

    private static JsonObject WithStatusOf(JsonObject old, JsonObject value)
    {
        var result = (JsonObject)old.DeepClone();
        Copy(value, result, "status");
        return result;
    }

    private static bool SpecEquals(JsonObject old, JsonObject value, ServedResource resource)
    {
        IEnumerable<string> names = old.Concat(value).Select(member => member.Key).Distinct();
        return names.All(name => name == "metadata" || (name == "status" && resource.HasStatus) || JsonNode.DeepEquals(old[name], value[name]));
    }

    private static void Copy(JsonObject source, JsonObject target, string name)
    {
        if (source[name] is { } node)
        {
            target[name] = node.DeepClone();
        }
        else
        {
            target.Remove(name);
        }
    }

    // A kind served in several versions is stored in one, and only apiVersion tells them apart.
    private static JsonObject ForStorage(JsonObject value, ServedResource resource) => WithVersion(value, resource, resource.StorageVersion);

    private static JsonObject FromStorage(JsonObject value, ServedResource resource) => WithVersion(value, resource, resource.Version);

    private static JsonObject WithVersion(JsonObject value, ServedResource resource, string version)
    {
        value["apiVersion"] = resource.Group.Length == 0 ? version : $"{resource.Group}/{version}";
        return value;
    }

    private void CheckNamespaceExists(WriteRequest request)
    {
        if (!request.Resource.IsNamespaced)
        {
            return;
        }

        StoredObject home = store.Get("namespaces", new ObjectKey(string.Empty, request.Namespace))
            ?? throw Refusal.NotFound(BuiltinResources.Namespaces, request.Namespace);
        if (home.Read()["metadata"].Map()?["deletionTimestamp"] is not null)
        {
            string message = $"{request.Resource.QualifiedPlural} \"{request.Name}\" is forbidden: unable to create new content in namespace {request.Namespace} because it is being terminated";
            throw Refusal.Forbidden(message, Refusal.Details(request.Resource, request.Name));
        }
    }
}

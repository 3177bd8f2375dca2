using System.Text;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Checks the metadata that clients write.</summary>
public static class MetadataRules
{
    private const int MaximumAnnotationBytes = 256 * 1024;

    private static readonly HashSet<string> Known =
    [
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    ];

    /// <summary>Takes out members that metadata does not have.</summary>
    /// <param name="value">The object.</param>
    /// <param name="unknown">Receives the path of each.</param>
    public static void Prune(JsonObject value, ICollection<string> unknown)
    {
        JsonObject metadata = value.Metadata();
        foreach (string name in metadata.Select(member => member.Key).Where(name => !Known.Contains(name)).ToArray())
        {
            metadata.Remove(name);
            unknown.Add($"metadata.{name}");
        }

        // The server keeps no field managers, and null means absent.
        foreach (string name in metadata.Where(member => member.Value is null || member.Key is "managedFields" or "selfLink").Select(member => member.Key).ToArray())
        {
            metadata.Remove(name);
        }
    }

    /// <summary>Says which member has a type that metadata cannot have; null if none has.</summary>
    public static string? FindWrongType(JsonObject value)
    {
        if (value["metadata"] is not (null or JsonObject))
        {
            return "metadata must be an object";
        }

        JsonObject metadata = value.Metadata();
        foreach (string name in (string[])["name", "generateName", "namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp"])
        {
            if (metadata[name] is { } text && text.Text() is null)
            {
                return $"metadata.{name} must be a string";
            }
        }

        foreach (string name in (string[])["labels", "annotations"])
        {
            if (metadata[name] is { } map && map.Map()?.All(member => member.Value.Text() is not null) != true)
            {
                return $"metadata.{name} must map strings to strings";
            }
        }

        if (metadata["finalizers"] is { } finalizers && finalizers.List()?.All(item => item.Text() is not null) != true)
        {
            return "metadata.finalizers must be a list of strings";
        }

        return metadata["ownerReferences"] is { } owners && owners.List()?.All(item => item is JsonObject) != true
            ? "metadata.ownerReferences must be a list of objects"
            : null;
    }

    /// <summary>Names each member that is refused.</summary>
    public static IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous, ServedResource resource)
    {
        JsonObject metadata = value.Metadata();
        string name = metadata["name"].Text() ?? string.Empty;
        bool isLabel = resource is { Group: "", Plural: "namespaces" };
        if (previous is null && NameRules.Explain(name, isLabel) is { } why)
        {
            yield return FieldError.Invalid("metadata.name", name, why);
        }

        foreach ((string key, JsonNode? label) in metadata["labels"].Map() ?? [])
        {
            if (!NameRules.IsQualifiedName(key))
            {
                yield return FieldError.Invalid("metadata.labels", key, "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character");
            }

            if (!NameRules.IsLabelValue(label.Text() ?? string.Empty))
            {
                yield return FieldError.Invalid("metadata.labels", label, "a valid label must be an empty string or consist of at most 63 alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character");
            }
        }

        foreach (FieldError error in ValidateAnnotations(metadata["annotations"].Map() ?? []))
        {
            yield return error;
        }

        foreach (FieldError error in ValidateFinalizers(metadata, previous))
        {
            yield return error;
        }
    }

    private static IEnumerable<FieldError> ValidateAnnotations(JsonObject annotations)
    {
        long size = 0;
        foreach ((string key, JsonNode? annotation) in annotations)
        {
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(annotation.Text() ?? string.Empty);
            if (!NameRules.IsQualifiedName(key))
            {
                yield return FieldError.Invalid("metadata.annotations", key, "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character");
            }
        }

        if (size > MaximumAnnotationBytes)
        {
            yield return FieldError.TooLong("metadata.annotations", MaximumAnnotationBytes);
        }
    }

    private static IEnumerable<FieldError> ValidateFinalizers(JsonObject metadata, JsonObject? previous)
    {
        string[] finalizers = [.. metadata["finalizers"].Texts()];
        foreach (string finalizer in finalizers.Where(finalizer => !NameRules.IsQualifiedName(finalizer)))
        {
            yield return FieldError.Invalid("metadata.finalizers", finalizer, "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character");
        }

        if (previous?["metadata"].Map() is { } before && before["deletionTimestamp"] is not null)
        {
            string[] added = [.. finalizers.Except(before["finalizers"].Texts())];
            if (added.Length > 0)
            {
                string list = string.Join(", ", added.Select(item => $"\"{item}\""));
                yield return FieldError.Forbidden("metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
            }
        }
    }
}

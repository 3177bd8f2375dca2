using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Schema;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Objects;

/// <summary>Brings what a client sent into the form the server stores: types checked, unknown fields out, defaults in.</summary>
public static class ObjectCleaner
{
    /// <summary>Checks that an object is of the kind that its path serves.</summary>
    /// <exception cref="ApiStatusException">It is not, or its metadata has wrong types (400).</exception>
    public static void CheckType(JsonObject value, ServedResource resource)
    {
        string version = value["apiVersion"].Text() ?? resource.GroupVersion;
        if (version != resource.GroupVersion)
        {
            throw Refusal.BadRequest($"the API version in the data ({version}) does not match the expected API version ({resource.GroupVersion})");
        }

        string kind = value["kind"].Text() ?? resource.Kind;
        if (kind != resource.Kind)
        {
            throw Refusal.BadRequest($"the kind in the data ({kind}) does not match the expected kind ({resource.Kind})");
        }

        if (MetadataRules.FindWrongType(value) is { } wrong)
        {
            throw Refusal.BadRequest(CannotHandle(resource, wrong));
        }

        value["apiVersion"] = version;
        value["kind"] = kind;
    }

    /// <summary>Takes unknown fields out and puts defaults in.</summary>
    /// <returns>A complaint about each unknown field.</returns>
    public static IReadOnlyList<string> Clean(JsonObject value, ServedResource resource)
    {
        var unknown = new List<string>();
        MetadataRules.Prune(value, unknown);
        if (resource.Schema is not null)
        {
            SchemaPruner.PruneObject(value, resource.Schema, unknown);
            SchemaDefaulter.Apply(value, resource.Schema);
        }

        return [.. unknown.Select(path => $"unknown field \"{path}\"")];
    }

    /// <summary>The message of a 400 for an object that cannot be read as its kind.</summary>
    public static string CannotHandle(ServedResource resource, string why) =>
        $"{resource.Kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}: {why}";

    /// <summary>How strict decoding complains.</summary>
    public static string StrictError(IEnumerable<string> complaints) => $"strict decoding error: {string.Join(", ", complaints)}";
}

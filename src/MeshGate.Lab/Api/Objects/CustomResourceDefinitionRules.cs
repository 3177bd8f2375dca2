using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Objects;

/// <summary>CustomResourceDefinitions: those that can be served are established at once.</summary>
/// <param name="clock">Dates the conditions.</param>
public sealed class CustomResourceDefinitionRules(TimeProvider clock) : IHeldObjectRules
{
    /// <inheritdoc/>
    public void Prepare(JsonObject value, JsonObject? previous)
    {
        if (value["spec"].Map() is not { } spec || spec["names"].Map() is not { } names)
        {
            return;
        }

        string kind = names["kind"].Text() ?? string.Empty;
        names["singular"] ??= kind.ToLowerInvariant();
        names["listKind"] ??= kind + "List";
        if (spec["conversion"] is null)
        {
            spec["conversion"] = new JsonObject { ["strategy"] = "None" };
        }

        string now = previous?["status"].Map()?["conditions"].List()?.FirstOrDefault().Map()?["lastTransitionTime"].Text()
            ?? ObjectWriter.Timestamp(clock.GetUtcNow());
        IEnumerable<JsonNode?> stored = (spec["versions"].List() ?? [])
            .Where(version => version.Map()?["storage"].IsTrue() == true)
            .Select(version => version.Map()!["name"]?.DeepClone());
        value["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now)),
            ["acceptedNames"] = names.DeepClone(),
            ["storedVersions"] = new JsonArray([.. stored]),
        };
    }

    /// <inheritdoc/>
    public IEnumerable<FieldError> Validate(JsonObject value, JsonObject? previous)
    {
        FieldError? error = null;
        try
        {
            var definition = CustomResourceDefinition.Read(value);
            string expected = definition[0].StorageKey;
            if (value.Metadata()["name"].Text() != expected)
            {
                error = FieldError.Invalid("metadata.name", value.Metadata()["name"], $"must be spec.names.plural+\".\"+spec.group ({expected})");
            }
        }
        catch (JsonException failure)
        {
            error = new FieldError("spec", "FieldValueInvalid", $"Invalid value: {failure.Message}");
        }

        return error is null ? [] : [error];
    }

    private static JsonObject Condition(string type, string reason, string message, string time) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["reason"] = reason,
        ["message"] = message,
        ["lastTransitionTime"] = time,
    };
}

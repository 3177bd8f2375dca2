using System.Text.Json.Nodes;

namespace MeshGate.Cli.Bundles;

/// <summary>Takes secrets out of objects of the API: by the name of a field, by what stands in it, and whole where anything may stand in it.</summary>
public sealed class SecretJson(SecretText text)
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";
    private static readonly string[] KnownVariables = ["NODE_NAME", "HOST_IP", "POD_NAME", "POD_NAMESPACE"];
    private static readonly string[] ArgumentLists = ["args", "command"];

    /// <summary>The object without secrets; the one given is left as it is.</summary>
    public JsonNode? Clean(JsonNode? node) => node switch
    {
        JsonObject fields => CleanFields(fields),
        JsonArray items => new JsonArray([.. items.Select(Clean)]),
        JsonValue value when value.TryGetValue(out string? said) => text.Clean(said),
        _ => node?.DeepClone(),
    };

    private JsonObject CleanFields(JsonObject fields)
    {
        // A Secret that comes in by whatever way stays without what it holds.
        bool isSecret = (string?)(fields["kind"] as JsonValue) == "Secret";
        var clean = new JsonObject();
        foreach ((string name, JsonNode? value) in fields)
        {
            if (name is "managedFields" or LastApplied || (isSecret && name is "data" or "stringData"))
            {
                continue;
            }

            clean[name] = (name, value) switch
            {
                ("env", JsonArray variables) => new JsonArray([.. variables.Select(CleanVariable)]),
                (_, JsonArray list) when ArgumentLists.Contains(name) => CleanArguments(list),
                (_, JsonValue or JsonArray) when SecretText.IsSecretName(name) && !IsPlain(value) => SecretText.Removed,
                _ => Clean(value),
            };
        }

        return clean;
    }

    private JsonNode? CleanVariable(JsonNode? variable)
    {
        JsonNode? clean = Clean(variable);
        if (clean is JsonObject fields && fields["value"] is { } && !KnownVariables.Contains((string?)fields["name"]))
        {
            fields["value"] = SecretText.Removed;
        }

        return clean;
    }

    /// <summary>An option may have its value in the argument that follows.</summary>
    private JsonArray CleanArguments(JsonArray arguments)
    {
        var clean = new JsonArray();
        bool isValue = false;
        foreach (JsonNode? argument in arguments)
        {
            string? said = argument is JsonValue value && value.TryGetValue(out string? written) ? written : null;
            clean.Add(isValue ? SecretText.Removed : Clean(argument));
            isValue = said is not null && said.StartsWith('-') && !said.Contains('=', StringComparison.Ordinal) && SecretText.IsSecretName(said);
        }

        return clean;
    }

    private static bool IsPlain(JsonNode? value) => value is JsonValue plain && !plain.TryGetValue(out string? _);
}

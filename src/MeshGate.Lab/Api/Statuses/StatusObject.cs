using System.Text.Json.Nodes;

namespace MeshGate.Lab.Api.Statuses;

/// <summary>Builds objects of kind Status.</summary>
public static class StatusObject
{
    /// <summary>The answer to a deletion that took effect at once.</summary>
    public static JsonObject Success(StatusDetails details) => Create([], "Success", null, null, details, null);

    /// <summary>Builds a Status; null members are left out.</summary>
    public static JsonObject Create(JsonObject metadata, string status, string? message, string? reason, StatusDetails? details, int? code)
    {
        var result = new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = metadata, ["status"] = status };
        Add(result, "message", message);
        Add(result, "reason", reason);
        if (details is not null)
        {
            result["details"] = Details(details);
        }

        if (code is { } number)
        {
            result["code"] = (long)number;
        }

        return result;
    }

    private static JsonObject Details(StatusDetails details)
    {
        var result = new JsonObject();
        Add(result, "name", details.Name);
        Add(result, "group", details.Group);
        Add(result, "kind", details.Kind);
        Add(result, "uid", details.Uid);
        if (details.Causes.Length > 0)
        {
            var causes = new JsonArray();
            foreach (StatusCause cause in details.Causes)
            {
                var item = new JsonObject { ["reason"] = cause.Reason, ["message"] = cause.Message };
                Add(item, "field", cause.Field);
                causes.Add((JsonNode)item);
            }

            result["causes"] = causes;
        }

        return result;
    }

    private static void Add(JsonObject target, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            target[name] = value;
        }
    }
}

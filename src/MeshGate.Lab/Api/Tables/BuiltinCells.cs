using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Json;

namespace MeshGate.Lab.Api.Tables;

/// <summary>Cells of builtin kinds that a path alone cannot tell.</summary>
public static class BuiltinCells
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    /// <summary>A Node's readiness and whether it is cordoned.</summary>
    public static JsonNode? NodeStatus(JsonObject node, DateTimeOffset now)
    {
        string? ready = node["status"].Map()?["conditions"].List()?
            .Select(condition => condition.Map())
            .FirstOrDefault(condition => condition?["type"].Text() == "Ready")?["status"].Text();
        string text = ready switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return node["spec"].Map()?["unschedulable"].IsTrue() == true ? $"{text},SchedulingDisabled" : text;
    }

    /// <summary>A Node's roles, from its labels.</summary>
    public static JsonNode? NodeRoles(JsonObject node, DateTimeOffset now)
    {
        IEnumerable<string> roles = (node.Metadata()["labels"].Map() ?? [])
            .Where(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal))
            .Select(label => label.Key[RolePrefix.Length..])
            .Order(StringComparer.Ordinal);
        string text = string.Join(',', roles);
        return text.Length == 0 ? "<none>" : text;
    }

    /// <summary>How many entries the data of a Secret or ConfigMap has.</summary>
    public static JsonNode? DataCount(JsonObject value, DateTimeOffset now) =>
        (long)((value["data"].Map()?.Count ?? 0) + (value["binaryData"].Map()?.Count ?? 0));

    /// <summary>How many secrets a ServiceAccount names.</summary>
    public static JsonNode? SecretCount(JsonObject value, DateTimeOffset now) => (long)(value["secrets"].List()?.Count ?? 0);

    /// <summary>What an Event is about, as people type it.</summary>
    public static JsonNode? EventObject(JsonObject value, DateTimeOffset now)
    {
        JsonObject? involved = value["involvedObject"].Map();
        return $"{involved?["kind"].Text()?.ToLowerInvariant()}/{involved?["name"].Text()}";
    }

    /// <summary>When an Event was last seen, by whichever of its times is there.</summary>
    public static JsonNode? LastSeen(JsonObject value, DateTimeOffset now) => ColumnReader.Age(
        value["series"].Map()?["lastObservedTime"].Text() ?? value["lastTimestamp"].Text() ?? value["eventTime"].Text() ?? value["firstTimestamp"].Text()
            ?? value.Metadata()["creationTimestamp"].Text(),
        now);

    /// <summary>What reported an Event.</summary>
    public static JsonNode? EventSource(JsonObject value, DateTimeOffset now) =>
        value["source"].Map()?["component"].Text() ?? value["reportingComponent"].Text() ?? string.Empty;
}

using System.Text.Json;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Lab.Swarm.Observing;

/// <summary>One write, as the difference of two versions of an object tells it.</summary>
/// <param name="Author">Who wrote.</param>
/// <param name="What">The fields that changed, joined by <c>+</c>.</param>
public readonly record struct ObservedWrite(WriteAuthor Author, string What)
{
    private static readonly string[] OperatorsMetadata = ["finalizers"];
    private static readonly string[] PersonsMetadata = ["annotations", "deletionTimestamp"];

    /// <summary>Reads a write off the versions before and after it.</summary>
    public static ObservedWrite Of(ObservedNode before, ObservedNode after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var status = Differences(before.Part("status"), after.Part("status"));
        var spec = Differences(before.Part("spec"), after.Part("spec"));
        var labels = Differences(before.Part("metadata", "labels"), after.Part("metadata", "labels"));
        string[] operators =
        [
            .. Metadata(before, after, OperatorsMetadata),
            .. labels.Exists(AddressLabel.IsKey) ? ["labels"] : Array.Empty<string>(),
            .. spec.Where(name => name == "addresses"),
            .. status.Where(name => name != "agent").Select(name => name == "conditions" ? Conditions(before, after) : name),
        ];
        string[] persons =
        [
            .. labels.TrueForAll(AddressLabel.IsKey) ? Array.Empty<string>() : ["labels"],
            .. Metadata(before, after, PersonsMetadata),
            .. spec.Where(name => name != "addresses"),
        ];

        // A MeshNode that is deleted loses its last finalizer by the operator's hand; its end itself is the person's.
        return operators.Length > 0 ? new ObservedWrite(WriteAuthor.Operator, string.Join('+', operators))
            : persons.Length > 0 ? new ObservedWrite(WriteAuthor.Person, string.Join('+', persons))
            : status.Count > 0 ? new ObservedWrite(WriteAuthor.Daemon, "agent")
            : new ObservedWrite(WriteAuthor.Unknown, "nothing");
    }

    private static IEnumerable<string> Metadata(ObservedNode before, ObservedNode after, string[] names) =>
        names.Where(name => !AreEqual(before.Part("metadata", name), after.Part("metadata", name)));

    /// <summary>Names the conditions that changed, and how: a status counts more than the words beside it.</summary>
    private static string Conditions(ObservedNode before, ObservedNode after)
    {
        var old = ByType(before);
        var changed = ByType(after)
            .Where(now => !old.TryGetValue(now.Key, out var was) || !AreEqual(was, now.Value))
            .Select(now => now.Key + (old.TryGetValue(now.Key, out var was) && AreEqual(Field(was, "status"), Field(now.Value, "status")) ? "~" : string.Empty));
        return $"conditions({string.Join(',', changed)})";
    }

    private static SortedDictionary<string, JsonElement> ByType(ObservedNode node)
    {
        var conditions = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        if (node.Part("status", "conditions") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var condition in list.EnumerateArray())
            {
                conditions[Field(condition, "type").ToString()] = condition;
            }
        }

        return conditions;
    }

    private static JsonElement Field(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) ? field : default;

    private static List<string> Differences(JsonElement before, JsonElement after)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        names.UnionWith(NamesOf(before));
        names.UnionWith(NamesOf(after));
        return [.. names.Where(name => !AreEqual(Field(before, name), Field(after, name)))];
    }

    private static IEnumerable<string> NamesOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().Select(property => property.Name) : [];

    private static bool AreEqual(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.Undefined || other.ValueKind == JsonValueKind.Undefined
            ? one.ValueKind == other.ValueKind
            : JsonElement.DeepEquals(one, other);
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads single YAML values, and says where they stand when they are wrong.</summary>
public static class YamlScalars
{
    /// <summary>Whether a value was left empty.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    /// <summary>A text that is not empty.</summary>
    public static string Text(YamlNode node, string what) =>
        node is YamlScalarNode { Value.Length: > 0 } scalar
            ? scalar.Value
            : throw ScenarioException.At(node, $"{what} must be a single value");

    /// <summary>A duration.</summary>
    public static TimeSpan Duration(YamlNode node, string what) =>
        DurationText.TryParse(Text(node, what), out var duration)
            ? duration
            : throw ScenarioException.At(node, $"{what} must be a duration such as 500ms, 2s or 1m30s, not '{node}'");

    /// <summary>One of a few words.</summary>
    public static T Word<T>(YamlNode node, string what, IReadOnlyDictionary<string, T> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var text = Text(node, what);
        return words.TryGetValue(text, out var value)
            ? value
            : throw ScenarioException.At(node, $"{what} cannot be '{text}'{Suggestion.For(text, words.Keys)}");
    }

    /// <summary>A list; a single value counts as a list of one.</summary>
    public static IReadOnlyList<YamlNode> List(YamlNode? node) => node switch
    {
        null => [],
        YamlSequenceNode sequence => [.. sequence.Children],
        _ => [node],
    };

    /// <summary>The entries of a mapping from names to things.</summary>
    public static IEnumerable<KeyValuePair<YamlScalarNode, YamlNode>> Entries(YamlNode? node, string what)
    {
        if (node is null)
        {
            yield break;
        }

        var mapping = node as YamlMappingNode
            ?? throw ScenarioException.At(node, $"{what} must be a mapping from names to their descriptions");
        foreach (var (key, value) in mapping.Children)
        {
            yield return KeyValuePair.Create(
                key as YamlScalarNode ?? throw ScenarioException.At(key, $"a name in {what} must be a word"), value);
        }
    }
}

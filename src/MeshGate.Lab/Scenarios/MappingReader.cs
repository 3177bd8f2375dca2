using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace MeshGate.Lab.Scenarios;

/// <summary>Reads one YAML mapping strictly: a key it does not know is refused where it stands.</summary>
public sealed class MappingReader
{
    private readonly YamlMappingNode _node;
    private readonly string _what;
    private readonly Dictionary<string, YamlNode> _values = [];

    /// <summary>Takes a node that must be a mapping with no other keys than <paramref name="known"/>.</summary>
    /// <exception cref="ScenarioException">It is something else, or has an unknown key.</exception>
    public MappingReader(YamlNode node, string what, params string[] known)
    {
        ArgumentNullException.ThrowIfNull(known);
        _what = what;
        _node = node as YamlMappingNode
            ?? throw ScenarioException.At(node, $"{what} must be a mapping with keys {string.Join(", ", known)}");
        foreach (var (key, value) in _node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? throw ScenarioException.At(key, $"a key of {what} must be a word");
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw ScenarioException.At(key, $"unknown key '{name}' in {what}{Suggestion.For(name, known)}");
            }

            _values[name] = value;
        }
    }

    /// <summary>The mapping itself, for complaints about it as a whole.</summary>
    public YamlNode Node => _node;

    /// <summary>Whether the key is there with a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? Find(string key) =>
        _values.TryGetValue(key, out var value) && !YamlScalars.IsNull(value) ? value : null;

    /// <summary>The value of a key that must be there.</summary>
    public YamlNode Require(string key) =>
        Find(key) ?? throw ScenarioException.At(_node, $"{_what} needs '{key}'");

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => YamlScalars.Text(Require(key), $"'{key}' of {_what}");

    /// <summary>A text, or null.</summary>
    public string? OptionalText(string key) => Find(key) is { } node ? YamlScalars.Text(node, $"'{key}' of {_what}") : null;

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise = false) => Find(key) is not { } node
        ? otherwise
        : YamlScalars.Text(node, key) switch
        {
            "true" => true,
            "false" => false,
            var text => throw ScenarioException.At(node, $"'{key}' of {_what} must be true or false, not '{text}'"),
        };

    /// <summary>A number within bounds, or null.</summary>
    public double? OptionalNumber(string key, double minimum, double maximum)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        var text = YamlScalars.Text(node, key);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum
            ? number
            : throw ScenarioException.At(node, string.Create(
                CultureInfo.InvariantCulture, $"'{key}' of {_what} must be a number from {minimum} to {maximum}, not '{text}'"));
    }

    /// <summary>A whole number within bounds, or null.</summary>
    public int? OptionalInteger(string key, int minimum, int maximum) =>
        OptionalNumber(key, minimum, maximum) is not { } number ? null
        : number == Math.Floor(number) ? (int)number
        : throw ScenarioException.At(Require(key), $"'{key}' of {_what} must be a whole number");

    /// <summary>A duration, or null.</summary>
    public TimeSpan? OptionalDuration(string key) => Find(key) is { } node ? YamlScalars.Duration(node, $"'{key}' of {_what}") : null;

    /// <summary>A size in bytes, or null.</summary>
    public int? OptionalSize(string key) => Find(key) is not { } node ? null
        : SizeText.TryParse(YamlScalars.Text(node, key), out var bytes) ? bytes
        : throw ScenarioException.At(node, $"'{key}' of {_what} must be a size such as 500, 64KiB or 1MiB");

    /// <summary>One of a few words, or null.</summary>
    public T? OptionalWord<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct =>
        Find(key) is { } node ? YamlScalars.Word(node, $"'{key}' of {_what}", words) : null;
}

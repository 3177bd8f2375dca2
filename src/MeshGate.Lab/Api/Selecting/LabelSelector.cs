using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Selecting;

/// <summary>A label selector: <c>a=b</c>, <c>a==b</c>, <c>a!=b</c>, <c>a in (b,c)</c>, <c>a notin (b,c)</c>, <c>a</c>, <c>!a</c>, all of which must hold.</summary>
/// <param name="Requirements">Its requirements.</param>
public sealed partial record LabelSelector(ImmutableArray<LabelRequirement> Requirements)
{
    /// <summary>Selects everything.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>Reads a selector.</summary>
    /// <exception cref="ApiStatusException">It is malformed (400).</exception>
    public static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        int position = 0;
        while (true)
        {
            Match match = Requirement().Match(text, position);
            if (!match.Success)
            {
                throw Wrong(text, position);
            }

            requirements.Add(Read(match, text));
            position = match.Index + match.Length;
            if (position == text.Length)
            {
                return new LabelSelector(requirements.ToImmutable());
            }

            if (text[position++] != ',')
            {
                throw Wrong(text, position - 1);
            }
        }
    }

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(FrozenDictionary<string, string> labels)
    {
        foreach (LabelRequirement requirement in Requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    private static LabelRequirement Read(Match match, string text)
    {
        string key = match.Groups["key"].Value;
        if (!NameRules.IsQualifiedName(key))
        {
            throw Wrong(text, match.Index);
        }

        if (match.Groups["not"].Success)
        {
            return new LabelRequirement(key, null, true);
        }

        string operation = match.Groups["op"].Value;
        if (match.Groups["set"].Success)
        {
            string[] values = match.Groups["set"].Value.Split(',', StringSplitOptions.TrimEntries);
            return new LabelRequirement(key, values.ToFrozenSet(), operation == "notin");
        }

        return operation.Length == 0
            ? new LabelRequirement(key, null, false)
            : new LabelRequirement(key, new[] { match.Groups["value"].Value }.ToFrozenSet(), operation == "!=");
    }

    private static ApiStatusException Wrong(string text, int position) =>
        Refusal.BadRequest($"unable to parse requirement: \"{text}\" is not a label selector (at {position})");

    [GeneratedRegex(
        @"\G\s*(?:(?<not>!)\s*(?<key>[^\s,=!()]+)|(?<key>[^\s,=!()]+)(?:\s*(?<op>==|=|!=)\s*(?<value>[^\s,=!()]*)|\s+(?<op>in|notin)\s*\((?<set>[^()=!]*)\))?)\s*",
        RegexOptions.CultureInvariant)]
    private static partial Regex Requirement();
}

using System.Globalization;
using System.Text.RegularExpressions;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Monitoring;

/// <summary>
/// A copy of a rule file whose alerts are faster: nobody waits an hour in a lab. <c>for</c>, the ranges of rates and the seconds that work may take
/// are divided, by at least a range of a few scrapes; everything else is as shipped.
/// </summary>
public static partial class HurriedRules
{
    private static readonly TimeSpan ShortestRange = TimeSpan.FromSeconds(20);

    /// <summary>The copy.</summary>
    /// <param name="rules">The file.</param>
    /// <param name="hurry">By what times are divided.</param>
    public static string Of(string rules, int hurry)
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules = For().Replace(rules, match => $"{match.Groups[1].Value}{Divide(match.Groups[2].Value, hurry, TimeSpan.FromSeconds(1))}");
        rules = Range().Replace(rules, match => $"[{Divide(match.Groups[1].Value, hurry, ShortestRange)}]");
        return Seconds().Replace(rules, match => string.Create(CultureInfo.InvariantCulture, $"{match.Groups[1].Value}{Math.Max(1, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) / hurry)}"));
    }

    private static string Divide(string duration, int hurry, TimeSpan least)
    {
        var divided = (DurationText.TryParse(duration, out var whole) ? whole : TimeSpan.Zero) / hurry;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling((divided > least ? divided : least).TotalSeconds)}s");
    }

    [GeneratedRegex(@"^( +for: )(\w+)$", RegexOptions.Multiline)]
    private static partial Regex For();

    [GeneratedRegex(@"\[(\d+[smh])\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"(_work_seconds > )(\d+)")]
    private static partial Regex Seconds();
}

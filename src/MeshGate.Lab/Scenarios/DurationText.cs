using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Scenarios;

/// <summary>Durations as scenarios write them: <c>500ms</c>, <c>2s</c>, <c>1m30s</c>, <c>1h</c>.</summary>
public static partial class DurationText
{
    /// <summary>Reads a duration of at most one day.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = TimeSpan.Zero;
        if (text.Length > 32 || !Whole().IsMatch(text))
        {
            return false;
        }

        foreach (Match part in Part().Matches(text))
        {
            var number = double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var seconds = number * part.Groups[2].Value switch
            {
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                _ => 3600,
            };
            if (seconds + duration.TotalSeconds > 86400)
            {
                return false;
            }

            duration += TimeSpan.FromSeconds(seconds);
        }

        return true;
    }

    /// <summary>Writes a duration shortly, such as <c>1.25s</c>.</summary>
    public static string Write(TimeSpan duration) => duration.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.#}ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.##}s");

    [GeneratedRegex(@"^(\d+(\.\d+)?(ms|s|m|h))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(ms|s|m|h)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}

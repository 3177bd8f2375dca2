using System.Globalization;
using System.Text.RegularExpressions;

namespace MeshGate.Lab.Metrics;

/// <summary>Reads the text format that Prometheus scrapes. Lines that it does not understand are passed over.</summary>
public static partial class PrometheusText
{
    /// <summary>The samples of a page.</summary>
    public static IReadOnlyList<MetricSample> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var samples = new List<MetricSample>();
        foreach (var line in text.Split('\n'))
        {
            var match = Sample().Match(line);
            if (match.Success
                && double.TryParse(match.Groups["value"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                samples.Add(new MetricSample(
                    match.Groups["name"].Value,
                    Label().Matches(match.Groups["labels"].Value)
                        .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal),
                    value));
            }
        }

        return samples;
    }

    [GeneratedRegex("""^(?<name>[A-Za-z_:][A-Za-z0-9_:]*)(\{(?<labels>.*)\})?\s+(?<value>\S+)(\s+-?\d+)?\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();

    [GeneratedRegex("""([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)" """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Label();
}

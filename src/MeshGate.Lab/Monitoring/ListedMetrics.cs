using System.Text.RegularExpressions;

namespace MeshGate.Lab.Monitoring;

/// <summary>The metrics that a page lists.</summary>
public static partial class ListedMetrics
{
    /// <summary>A query for each row of the page's table and each process that shows the metric: how many series there are.</summary>
    public static IReadOnlyList<(string Metric, string Query)> Of(string page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return
        [
            .. Row().Matches(page).SelectMany(row => row.Groups["of"].Value.Split(", ").Select(of => (
                $"{row.Groups["name"].Value} of the {of}",
                $"count({row.Groups["name"].Value}{(row.Groups["kind"].Value == "histogram" ? "_count" : string.Empty)}{{job=\"{(of == "daemon" ? "noded" : of)}\"}})"))),
        ];
    }

    [GeneratedRegex(@"^\| `(?<name>meshgate_\w+)` \| (?<kind>\w+) \| (?<of>[a-z, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

using MeshGate.Cli.Output;
using Spectre.Console;

namespace MeshGate.Cli.Checking;

/// <summary>Checks for people.</summary>
public static class CheckText
{
    private const int WidthOfFiles = 200;

    /// <summary>Writes a report; in colours where the writer is a terminal.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="isWide">Whether each finding has its link, also one that is as it should be.</param>
    public static void Write(CheckReport report, TextWriter writer, bool isWide = true)
    {
        ArgumentNullException.ThrowIfNull(report);
        IAnsiConsole console = ReportConsole.For(writer, WidthOfFiles);
        foreach (IGrouping<string, Finding> group in report.Findings.GroupBy(finding => finding.Group))
        {
            console.Write(new Text(group.Key, new Style(decoration: Decoration.Bold)));
            console.WriteLine();
            foreach (Finding finding in group)
            {
                Write(finding, console, isWide);
            }

            console.WriteLine();
        }

        console.WriteLine(Summarise(report));
    }

    private static void Write(Finding finding, IAnsiConsole console, bool isWide)
    {
        (string sign, Color colour) = finding.Level switch
        {
            FindingLevel.Ok => ("ok  ", Color.Green),
            FindingLevel.Warning => ("warn", Color.Yellow),
            FindingLevel.Failed => ("FAIL", Color.Red),
            _ => ("skip", Color.Grey),
        };
        console.Write(new Text($"  {sign} ", new Style(colour)));
        console.WriteLine(finding.Message);
        foreach (string line in new[] { finding.Cure, isWide || finding.Level != FindingLevel.Ok ? finding.Link : null }.OfType<string>())
        {
            console.WriteLine($"       {line}");
        }
    }

    private static string Summarise(CheckReport report)
    {
        int Count(FindingLevel level) => report.Findings.Count(finding => finding.Level == level);
        return $"{Count(FindingLevel.Ok)} well, {Count(FindingLevel.Warning)} to know, {Count(FindingLevel.Failed)} wrong, {Count(FindingLevel.Skipped)} not looked at.";
    }
}

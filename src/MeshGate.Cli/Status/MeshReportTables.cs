using System.Globalization;
using MeshGate.Cli.Output;
using Spectre.Console;

namespace MeshGate.Cli.Status;

/// <summary>Reports as tables for people.</summary>
public static class MeshReportTables
{
    private const int WidthOfFiles = 200;

    /// <summary>Writes a report; in colours where the writer is a terminal.</summary>
    /// <param name="report">The report.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="isWide">Whether to say where each node is, what it does, how its NAT behaves and which version runs there.</param>
    public static void Write(MeshReport report, TextWriter writer, bool isWide = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        IAnsiConsole console = ReportConsole.For(writer, WidthOfFiles);

        if (report.Nodes.Count == 0)
        {
            console.WriteLine("There are no MeshNodes.");
            return;
        }

        console.Write(NodesOf(report, isWide));
        if (report.Pairs.Count > 0)
        {
            console.WriteLine();
            console.Write(PairsOf(report));
        }

        console.WriteLine();
        console.WriteLine(Summarise(report));
    }

    private static Table NodesOf(MeshReport report, bool isWide)
    {
        string[] more = isWide ? ["LOCATION", "ROLES", "NAT", "VERSION"] : [];
        Table table = ReportTable.Of(["NODE", "READY", "ONLINE", "ADDRESSES", "DIRECT", .. more, "REASON"]);
        foreach (NodeReport node in report.Nodes)
        {
            string[] further = isWide ? [node.Location, string.Join(", ", node.Roles), node.Nat, node.Version] : [];
            table.AddRow(
            [
                Text(node.Name),
                Coloured(node.Ready),
                Coloured(node.Online),
                Text(string.Join(", ", node.Addresses)),
                Text(string.Create(CultureInfo.InvariantCulture, $"{node.PeersDirect}/{node.Peers}")),
                .. further.Select(Text),
                Text(node.Message.Length == 0 ? node.Reason : $"{node.Reason}: {node.Message}"),
            ]);
        }

        return table;
    }

    private static Table PairsOf(MeshReport report)
    {
        Table table = ReportTable.Of("NOT DIRECT", "PEER", "PATH", "REASON");
        foreach (PairReport pair in report.Pairs)
        {
            table.AddRow(Text(pair.Source), Text(pair.Destination), Text(pair.Path), Text(pair.Reason));
        }

        return table;
    }

    private static string Summarise(MeshReport report)
    {
        int well = report.Nodes.Count(node => node.IsWell);
        string pairs = report.Pairs.Count switch
        {
            0 => "every pair talks directly",
            1 => "1 pair does not talk directly",
            _ => string.Create(CultureInfo.InvariantCulture, $"{report.Pairs.Count} pairs do not talk directly"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{well} of {report.Nodes.Count} nodes are ready, {pairs}; the mesh's health is {report.Health:0.##} of 1.");
    }

    // What comes from the cluster is text, never markup.
    private static Text Text(string text) => new(text);

    private static Text Coloured(string status) => new(status, new Style(status switch { "True" => Color.Green, "False" => Color.Red, _ => Color.Yellow }));
}

using System.Globalization;
using MeshGate.Cli.Output;
using MeshGate.Kubernetes.Snapshots;
using Spectre.Console;

namespace MeshGate.Cli.Explain;

/// <summary>Explanations for people.</summary>
public static class PairText
{
    private const int WidthOfFiles = 160;

    /// <summary>Writes an explanation; in colours where the writer is a terminal.</summary>
    public static void Write(PairLines pair, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(pair);
        IAnsiConsole console = ReportConsole.For(writer, WidthOfFiles);
        string path = pair.Chosen is null ? "no path" : Words(pair.Chosen) + (pair.InUse ? string.Empty : ", when they speak");
        console.Write(new Text($"{pair.Source} and {pair.Destination}: {path}", new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.WriteLine(pair.Reason);
        if (pair.Alternatives.Count == 0)
        {
            return;
        }

        console.WriteLine();
        Table table = ReportTable.Of("OTHER PATHS", "RTT", "USABLE", "WHY NOT");
        foreach (PathLine line in pair.Alternatives)
        {
            table.Add(Words(line), string.Create(CultureInfo.InvariantCulture, $"{line.RttMilliseconds:0.#} ms"), line.Usable ? "yes" : "no", line.Reason);
        }

        console.Write(table);
        console.WriteLine("Round-trip times of paths not in use are measured where a daemon did, else guessed by region and zone.");
    }

    private static string Words(PathLine path) => path.Kind switch
    {
        "Direct" => "direct",
        "Turn" => "through a TURN server",
        _ => path.Relays.Count == 0 ? "through a relay" : $"through {string.Join(" and ", path.Relays)}",
    };
}

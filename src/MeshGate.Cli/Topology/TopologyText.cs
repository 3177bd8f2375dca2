using System.Globalization;
using MeshGate.Cli.Output;
using MeshGate.Core.Topology.Summaries;
using Spectre.Console;

namespace MeshGate.Cli.Topology;

/// <summary>Topologies for people.</summary>
public static class TopologyText
{
    private const int WidthOfFiles = 160;

    // A segment has up to 2,000 nodes; a line of names must stay one that is read.
    private const int MostNames = 12;

    /// <summary>Writes a topology; in colours where the writer is a terminal.</summary>
    public static void Write(TopologySummary mesh, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        IAnsiConsole console = ReportConsole.For(writer, WidthOfFiles);
        if (mesh.Segments.IsEmpty)
        {
            console.WriteLine("No node is a peer of another yet.");
        }
        else
        {
            Table table = ReportTable.Of("SEGMENT", "FORM", "NODES", "OFFLINE", "HUBS", "RELAYS", "PINNED LINKS", "PLACES");
            foreach (SegmentSummary segment in mesh.Segments)
            {
                table.Add(
                    segment.Name,
                    segment.Type.ToString(),
                    Number(segment.Nodes.Length),
                    Number(segment.Nodes.Count(node => !node.IsOnline)),
                    Names(segment.Nodes.Where(node => node.IsHub).Select(node => node.Name)),
                    Names(segment.Nodes.Where(node => node.IsRelay).Select(node => node.Name)),
                    Number(segment.Pinned.Length),
                    Names(segment.Nodes.Select(PlaceOf).Distinct().Order(StringComparer.Ordinal)));
            }

            console.Write(table);
            console.WriteLine();
            foreach (SegmentSummary segment in mesh.Segments)
            {
                console.WriteLine($"{segment.Name}: {Names(segment.Nodes.Select(node => node.Name))}");
            }
        }

        console.WriteLine($"Backbone: {(mesh.Backbone.IsEmpty ? "none" : Names(mesh.Backbone.Select(link => $"{link.One} - {link.Other}")))}");
        if (!mesh.Outside.IsEmpty)
        {
            console.WriteLine($"Nobody's peers yet: {Names(mesh.Outside)}; meshgate status says why.");
        }

        WriteRelayed(mesh, console);
    }

    private static void WriteRelayed(TopologySummary mesh, IAnsiConsole console)
    {
        if (mesh.Relayed.IsEmpty)
        {
            console.WriteLine("Nobody is relayed.");
            return;
        }

        console.WriteLine();
        Table table = ReportTable.Of("RELAYED", "PEER", "THROUGH", "REASON");
        foreach (RelayedPair pair in mesh.Relayed)
        {
            table.Add(pair.One, pair.Other, pair.Relay ?? (pair.Kind == Core.Paths.PathKind.Turn ? "a TURN server" : "a relay"), pair.Reason ?? "No reason was reported.");
        }

        console.Write(table);
    }

    private static string PlaceOf(NodeSummary node) => (node.Region, node.Zone) switch
    {
        (null, null) => "not known",
        (var region, null) => region,
        (null, var zone) => zone,
        (var region, var zone) => $"{region}/{zone}",
    };

    private static string Names(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length == 0 ? "none"
            : all.Length <= MostNames ? string.Join(", ", all)
            : $"{string.Join(", ", all.Take(MostNames))} and {Number(all.Length - MostNames)} more";
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;

namespace MeshGate.Core.Topology.Summaries;

/// <summary>Draws a mesh in the language of Graphviz: a cluster for each segment, hubs doubled, relays boxed, the backbone bold, relayed pairs dashed.</summary>
public static class TopologyDot
{
    /// <summary>The drawing as text.</summary>
    public static string Write(TopologySummary mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var text = new StringBuilder("graph mesh {\n  node [shape=ellipse];\n");
        for (int i = 0; i < mesh.Segments.Length; i++)
        {
            SegmentSummary segment = mesh.Segments[i];
            text.Append(CultureInfo.InvariantCulture, $"  subgraph cluster_{i} {{\n    label={Quote($"{segment.Name} ({segment.Type})")};\n");
            foreach (NodeSummary node in segment.Nodes)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {Quote(node.Name)} [{(node.IsRelay ? "shape=box, " : string.Empty)}peripheries={(node.IsHub ? 2 : 1)}{(node.IsOnline ? string.Empty : ", color=gray, fontcolor=gray")}];\n");
            }

            text.Append("  }\n");
        }

        foreach (LinkSummary link in mesh.Segments.SelectMany(segment => segment.Pinned))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Quote(link.One)} -- {Quote(link.Other)};\n");
        }

        foreach (LinkSummary link in mesh.Backbone)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Quote(link.One)} -- {Quote(link.Other)} [style=bold];\n");
        }

        foreach (RelayedPair pair in mesh.Relayed)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Quote(pair.One)} -- {Quote(pair.Other)} [style=dashed, constraint=false, label={Quote(pair.Relay ?? pair.Kind.ToString())}];\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

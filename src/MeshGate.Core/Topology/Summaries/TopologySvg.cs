using System.Globalization;
using System.Security;
using System.Text;

namespace MeshGate.Core.Topology.Summaries;

/// <summary>
/// Draws a mesh as one SVG document without scripts: see <see cref="TopologyLayout"/> for where things stand. Hubs are large, relays
/// square, nodes that are offline grey; the backbone is thick, relayed pairs are dashed.
/// </summary>
public static class TopologySvg
{
    // Of more, nothing but a black disc would be seen.
    private const int MostLinks = 600;

    private const string Style = """
        <style>
        text { font: 11px sans-serif; text-anchor: middle; } .title { font-size: 14px; font-weight: bold; }
        .segment { fill: #f4f7fb; stroke: #9db2cf; } .link { stroke: #9aa5b1; stroke-width: 0.7; } .backbone { stroke: #1f5fa8; stroke-width: 2; }
        .relayed { stroke: #c0392b; stroke-width: 1.2; stroke-dasharray: 5 3; } .node { fill: #4c8f5b; } .hub { fill: #1f5fa8; } .offline { fill: #b0b0b0; }
        </style>
        """;

    /// <summary>The drawing as text.</summary>
    public static string Write(TopologySummary mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var layout = new TopologyLayout(mesh);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {layout.Size:0} {layout.Size:0}\">\n{Style}\n");
        for (int i = 0; i < mesh.Segments.Length; i++)
        {
            (double x, double y, double radius) = layout.Segments[i];
            SegmentSummary segment = mesh.Segments[i];
            bool isDrawn = segment.Pinned.Length <= MostLinks;
            string hidden = isDrawn ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {segment.Pinned.Length} links not drawn");
            text.Append(CultureInfo.InvariantCulture, $"<circle class=\"segment\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius + 24:0.#}\"/>\n");
            text.Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"{x:0.#}\" y=\"{y - radius - 38:0.#}\">{Escape($"{segment.Name} ({segment.Type}, {segment.Nodes.Length} nodes{hidden})")}</text>\n");
            foreach (LinkSummary link in isDrawn ? segment.Pinned : [])
            {
                Line(text, layout, "link", link.One, link.Other, $"{link.One} and {link.Other} stay awake");
            }
        }

        foreach (LinkSummary link in mesh.Backbone)
        {
            Line(text, layout, "backbone", link.One, link.Other, $"backbone: {link.One} and {link.Other}");
        }

        foreach (RelayedPair pair in mesh.Relayed)
        {
            Line(text, layout, "relayed", pair.One, pair.Other, $"{pair.One} and {pair.Other} through {pair.Relay ?? pair.Kind.ToString()}");
        }

        foreach (NodeSummary node in mesh.Segments.SelectMany(segment => segment.Nodes))
        {
            Node(text, node, layout.Of(node.Name)!.Value);
        }

        return text.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder text, TopologyLayout layout, string kind, string one, string other, string title)
    {
        if (layout.Of(one) is { } from && layout.Of(other) is { } to)
        {
            text.Append(CultureInfo.InvariantCulture, $"<line class=\"{kind}\" x1=\"{from.X:0.#}\" y1=\"{from.Y:0.#}\" x2=\"{to.X:0.#}\" y2=\"{to.Y:0.#}\"><title>{Escape(title)}</title></line>\n");
        }
    }

    private static void Node(StringBuilder text, NodeSummary node, (double X, double Y) at)
    {
        string kind = !node.IsOnline ? "offline" : node.IsHub ? "hub" : "node";
        double size = node.IsHub ? 9 : 6;
        string shape = node.IsRelay
            ? string.Create(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{at.X - size:0.#}\" y=\"{at.Y - size:0.#}\" width=\"{2 * size}\" height=\"{2 * size}\">")
            : string.Create(CultureInfo.InvariantCulture, $"<circle class=\"{kind}\" cx=\"{at.X:0.#}\" cy=\"{at.Y:0.#}\" r=\"{size}\">");
        string duties = string.Concat(node.IsHub ? ", hub" : string.Empty, node.IsRelay ? ", relay" : string.Empty, node.IsOnline ? string.Empty : ", offline");
        text.Append(CultureInfo.InvariantCulture, $"{shape}<title>{Escape(node.Name + duties)}</title></{(node.IsRelay ? "rect" : "circle")}>\n");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{at.X:0.#}\" y=\"{at.Y + size + 12:0.#}\">{Escape(node.Name)}</text>\n");
    }

    private static string Escape(string text) => SecurityElement.Escape(text);
}

namespace MeshGate.Core.Topology.Summaries;

/// <summary>
/// Where the nodes of a mesh stand in a drawing: each segment is a circle with its nodes on it, hubs on a smaller one inside, and the
/// segments stand on a circle of their own.
/// </summary>
internal sealed class TopologyLayout
{
    private const double NodeSpace = 34;
    private const double Least = 70;
    private const double Margin = 90;
    private const double HubShare = 0.55;

    private readonly Dictionary<string, (double X, double Y)> _places = new(StringComparer.Ordinal);

    /// <summary>Lays a mesh out.</summary>
    public TopologyLayout(TopologySummary mesh)
    {
        double[] radii = [.. mesh.Segments.Select(segment => Math.Max(Least, segment.Nodes.Length * NodeSpace / (2 * Math.PI)))];
        double largest = radii.DefaultIfEmpty(Least).Max() + Margin;
        double ring = radii.Length < 2 ? 0 : largest / Math.Sin(Math.PI / radii.Length);
        Size = 2 * (ring + largest);
        for (int i = 0; i < radii.Length; i++)
        {
            (double X, double Y) centre = On((Size / 2, Size / 2), ring, i, radii.Length);
            Segments.Add((centre.X, centre.Y, radii[i]));
            Place(mesh.Segments[i].Nodes.Where(node => !node.IsHub), centre, radii[i]);
            Place(mesh.Segments[i].Nodes.Where(node => node.IsHub), centre, radii[i] * HubShare);
        }
    }

    /// <summary>Width and height.</summary>
    public double Size { get; }

    /// <summary>Middle and radius of each segment.</summary>
    public List<(double X, double Y, double Radius)> Segments { get; } = [];

    /// <summary>Where a node stands; null for one that is not in the drawing.</summary>
    public (double X, double Y)? Of(string node) => _places.TryGetValue(node, out (double X, double Y) place) ? place : null;

    private void Place(IEnumerable<NodeSummary> nodes, (double X, double Y) centre, double radius)
    {
        NodeSummary[] all = [.. nodes];
        for (int i = 0; i < all.Length; i++)
        {
            _places[all[i].Name] = On(centre, radius, i, all.Length);
        }
    }

    // The first stands on top.
    private static (double X, double Y) On((double X, double Y) centre, double radius, int number, int count)
    {
        (double sine, double cosine) = Math.SinCos((2 * Math.PI * number / Math.Max(count, 1)) - (Math.PI / 2));
        return (centre.X + (radius * cosine), centre.Y + (radius * sine));
    }
}

using System.Collections.Immutable;
using System.Xml.Linq;
using MeshGate.Core.Paths;
using MeshGate.Core.Topology;
using MeshGate.Core.Topology.Summaries;

namespace MeshGate.Core.Tests.Topology;

public sealed class TopologySummaryTests
{
    [Fact]
    public void Of_HasEachNodeAndLinkOnce()
    {
        for (int seed = 12000; seed < 12100; seed++)
        {
            var random = new RandomMesh(seed);
            MeshPlan plan = Mesh.Plan(random.Nodes);
            var mesh = TopologySummary.Of([.. random.Shuffled()], plan, []);

            Assert.Equal(plan.Segments.Select(segment => (segment.Name, segment.Type)), mesh.Segments.Select(segment => (segment.Name, segment.Type)));
            Assert.Equal(plan.Segments.Select(segment => string.Join(' ', segment.Hubs)), mesh.Segments.Select(segment => string.Join(' ', segment.Nodes.Where(node => node.IsHub).Select(node => node.Name))));
            Assert.Equal(plan.Nodes.Where(node => node.Verdict.IsPeer).Select(node => node.Name), mesh.Segments.SelectMany(segment => segment.Nodes).Select(node => node.Name).Order(StringComparer.Ordinal));
            LinkSummary[] links = [.. mesh.Segments.SelectMany(segment => segment.Pinned), .. mesh.Backbone];
            Assert.Distinct(links);
            Assert.Equal(plan.Nodes.Sum(node => node.Assignment.Pinned.Length), links.Length * 2);
        }
    }

    [Fact]
    public void Of_TellsARelayedPairOnce_ByTheEndThatNamesTheRelay()
    {
        MeshNodeSnapshot[] nodes = Mesh.Nodes(3);
        PathReport[] reports =
        [
            new PathReport("node-000", "node-001") { Kind = PathKind.Direct },
            new PathReport("node-002", "node-001") { Kind = PathKind.Relay, Relay = "node-000" },
            new PathReport("node-001", "node-002") { Kind = PathKind.Relay, Reason = "NATs" },
        ];
        RelayedPair pair = Assert.Single(TopologySummary.Of([.. nodes], Mesh.Plan(nodes), reports).Relayed);
        Assert.Equal(new RelayedPair("node-001", "node-002", PathKind.Relay, "node-000", "NATs"), pair);
    }

    [Fact]
    public void Drawings_HaveEachNode_AndTakeItsNameLiterally()
    {
        for (int seed = 13000; seed < 13050; seed++)
        {
            var random = new RandomMesh(seed);
            var mesh = TopologySummary.Of(random.Nodes, Mesh.Plan(random.Nodes), []);
            int nodes = mesh.Segments.Sum(segment => segment.Nodes.Length);
            var svg = XDocument.Parse(TopologySvg.Write(mesh));
            Assert.Equal(nodes, svg.Descendants().Count(element => element.Attribute("class")?.Value is "node" or "hub" or "offline"));
            Assert.Equal(nodes, TopologyDot.Write(mesh).Split('\n').Count(line => line.Contains("peripheries", StringComparison.Ordinal)));
        }

        var odd = new NodeSummary("<b>\"a\\", true, true, false, null, null);
        var drawn = new TopologySummary([new SegmentSummary("segment-1", TopologyType.Hybrid, [odd], [])], [], [], ImmutableArray<string>.Empty);
        Assert.Contains(XDocument.Parse(TopologySvg.Write(drawn)).Descendants(), element => element.Value == odd.Name);
        Assert.Contains("\"<b>\\\"a\\\\\" [", TopologyDot.Write(drawn), StringComparison.Ordinal);
    }
}

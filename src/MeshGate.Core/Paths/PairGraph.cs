using System.Collections.Immutable;
using MeshGate.Core.Paths.Graphs;

namespace MeshGate.Core.Paths;

/// <summary>
/// The relays between two peers. One that serves both is linked to both; where chains are wanted, one that serves one end alone
/// is linked to those that serve the other end alone. So no path has more than two relays, and none can run in a circle.
/// </summary>
internal sealed class PairGraph
{
    private const int From = 0;
    private const int To = 1;

    // In milliseconds, and more than any round trip: what is only good when nothing else is.
    private const double OfflinePenalty = 1_000_000;
    private const double StrangerPenalty = 10_000;

    private readonly ImmutableArray<PathNode> _nodes;
    private readonly PathGraph _graph;

    /// <summary>Draws the graph.</summary>
    /// <param name="one">One end.</param>
    /// <param name="other">The other end.</param>
    /// <param name="relays">The relays to choose from, ordered by name; those that take no work are left out.</param>
    /// <param name="hasChains">Whether two relays in a row are wanted.</param>
    public PairGraph(PathNode one, PathNode other, IEnumerable<PathNode> relays, bool hasChains)
    {
        _nodes = [one, other, .. relays.Where(relay => relay != one && relay != other && PathMesh.WhyNoRelay(relay) is null)];
        _graph = new PathGraph(_nodes.Length);
        bool[] servesOne = [.. _nodes.Select(relay => relay.Serves(one.Assignment.Segment))];
        bool[] servesOther = [.. _nodes.Select(relay => relay.Serves(other.Assignment.Segment))];
        for (int relay = To + 1; relay < _nodes.Length; relay++)
        {
            bool isWhole = servesOne[relay] && servesOther[relay];
            if (isWhole || (servesOne[relay] && hasChains))
            {
                _graph.Link(From, relay, PathMesh.RttBetween(one, _nodes[relay]) + PenaltyOf(_nodes[relay]));
            }

            if (isWhole || (servesOther[relay] && hasChains))
            {
                _graph.Link(relay, To, PathMesh.RttBetween(_nodes[relay], other));
            }
        }

        for (int near = To + 1; near < _nodes.Length && hasChains; near++)
        {
            for (int far = To + 1; far < _nodes.Length; far++)
            {
                if (servesOne[near] && !servesOther[near] && servesOther[far] && !servesOne[far])
                {
                    _graph.Link(near, far, PathMesh.RttBetween(_nodes[near], _nodes[far]) + PenaltyOf(_nodes[far]));
                }
            }
        }

        // In HubSpoke and Tree both ends meet at a hub that both are below, where there is one.
        double PenaltyOf(PathNode relay)
            => (relay.Node.IsOnline ? 0 : OfflinePenalty) + (one.SpeaksDirectly || other.SpeaksDirectly || (IsRelayOf(relay, one) && IsRelayOf(relay, other)) ? 0 : StrangerPenalty);
    }

    /// <summary>Paths through relays that share no relay, and nothing that fails as one where there are such, the best first.</summary>
    /// <param name="most">The most paths.</param>
    public IEnumerable<MeshPath> Spread(int most) => DisjointPaths
        .Spread(_graph, From, To, most, (one, other) => _nodes[one].Node.Place.SharesFate(_nodes[other].Node.Place))
        .Select(path => new MeshPath(
            PathKind.Relay,
            [.. path.Inner.Select(node => _nodes[node].Name)],
            path.Nodes.Zip(path.Nodes.Skip(1)).Sum(link => PathMesh.RttBetween(_nodes[link.First], _nodes[link.Second]))));

    /// <summary>Whether a node registers with a relay.</summary>
    public static bool IsRelayOf(PathNode relay, PathNode node) => node.Assignment.Relays.Any(member => member.Name == relay.Name);
}

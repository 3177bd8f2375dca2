using System.Collections.Immutable;
using MeshGate.Core.Topology;
using MeshGate.Core.Topology.Links;

namespace MeshGate.Core.Paths;

/// <summary>What paths are found in: a mesh as it is, and the plan for it.</summary>
public sealed class PathMesh
{
    private readonly Dictionary<string, PathNode> _nodes;
    private readonly Dictionary<string, NodeVerdict> _verdicts;

    /// <summary>Puts both together.</summary>
    /// <param name="snapshot">The mesh as it is.</param>
    /// <param name="plan">The plan that was made of it.</param>
    public PathMesh(MeshSnapshot snapshot, MeshPlan plan)
        : this(snapshot?.Nodes ?? throw new ArgumentNullException(nameof(snapshot)), plan)
    {
    }

    /// <summary>Puts both together.</summary>
    /// <param name="nodes">The nodes as they are, in any order.</param>
    /// <param name="plan">The plan that was made of them, or was read back from their assignments.</param>
    public PathMesh(ImmutableArray<MeshNodeSnapshot> nodes, MeshPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var snapshots = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        _verdicts = plan.Nodes.ToDictionary(node => node.Name, node => node.Verdict, StringComparer.Ordinal);
        _nodes = plan.Nodes
            .Where(node => node.Verdict.IsPeer)
            .ToDictionary(
                node => node.Name,
                node => new PathNode(snapshots[node.Name], node.Assignment),
                StringComparer.Ordinal);
    }

    /// <summary>Every peer that may relay for somebody, whatever keeps it from it, ordered by name.</summary>
    internal IEnumerable<PathNode> Relays => _nodes.Values.Where(node => node.Node.Relay is not null).OrderBy(node => node.Name, StringComparer.Ordinal);

    /// <summary>The peer of a name, or null.</summary>
    internal PathNode? Find(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>Why a node is no peer, for a person; null if it is one.</summary>
    internal string? WhyNoPeer(string name)
        => _nodes.ContainsKey(name) ? null
            : _verdicts.TryGetValue(name, out NodeVerdict? verdict) ? $"MeshNode {name} is nobody's peer: {verdict.Message}"
            : $"There is no MeshNode {name}.";

    /// <summary>The round-trip time between two peers in milliseconds: as one of them measured it, or guessed.</summary>
    internal static double RttBetween(PathNode one, PathNode other)
        => Measured(one, other) ?? Measured(other, one) ?? RttEstimate.Guess(one.Node.Place, other.Node.Place);

    /// <summary>Why a peer is not given anybody to relay for, as the rest of a sentence; null if it is.</summary>
    internal static string? WhyNoRelay(PathNode relay) => relay.Node.Relay switch
    {
        null => "does not have the role Relay with ports for it",
        { Drain: true } => "is drained",
        { Weight: 0 } => "has the weight 0",
        { IsReached: false } => "was not reached on its relay ports by any third node",
        _ => null,
    };

    /// <summary>Whether the topology lets two peers speak to each other directly.</summary>
    internal static bool MaySpeakDirectly(PathNode one, PathNode other)
        => (one.SpeaksDirectly && other.SpeaksDirectly) || one.Assignment.Pinned.Contains(other.Name);

    private static double? Measured(PathNode from, PathNode to)
    {
        foreach (PeerMeasurement measurement in from.Node.Measurements)
        {
            if (measurement.Peer == to.Name)
            {
                return measurement.RttMilliseconds;
            }
        }

        return null;
    }
}

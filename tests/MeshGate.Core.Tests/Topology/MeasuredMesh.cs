using System.Collections.Immutable;
using MeshGate.Core.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

/// <summary>
/// A segment of a Hybrid whose nodes stand somewhere in a plane, of which no region or zone tells. Each measured its neighbours in the plan
/// in force, and a few others; so the plan cannot know more than a real one would.
/// </summary>
internal sealed class MeasuredMesh
{
    private readonly Random _random;
    private readonly (double X, double Y)[] _places;
    private readonly MeshNodeSnapshot[] _nodes;

    public MeasuredMesh(int seed, int count)
    {
        _random = new Random(seed);
        _places = [.. Enumerable.Range(0, count).Select(_ => (_random.NextDouble() * 150, _random.NextDouble() * 150))];
        var policy = new TopologyBlock { MaxNodesPerSegment = 200, MaxConnectionsPerNode = 16 };
        _nodes =
        [
            .. Mesh.Nodes(count).Select((node, i) => node with
            {
                Spec = new NodeSpecSnapshot { Roles = i % 8 == 0 ? [NodeRole.Hub] : [] },
                Relay = i % 5 == 0 ? new RelaySnapshot(40000, 40099) { IsReached = true } : null,
                Settings = new NodeSettings { Topology = policy },
            }),
        ];
    }

    public double Rtt(string one, string other)
    {
        ((double x, double y), (double u, double v)) = (_places[Number(one)], _places[Number(other)]);
        return 2 + Math.Sqrt(((x - u) * (x - u)) + ((y - v) * (y - v)));
    }

    public static int Number(string name) => int.Parse(name[^3..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The nodes with what they measure under a plan, times a factor for each measurement.</summary>
    public ImmutableArray<MeshNodeSnapshot> Under(MeshPlan? plan, Func<double>? factor = null)
    {
        var pinned = plan?.Nodes.ToDictionary(node => node.Name, node => node.Assignment.Pinned);
        return [.. _nodes.Select(node => node with
        {
            Measurements =
            [
                .. (pinned?[node.Name] ?? []).Union(Enumerable.Range(1, 4).Select(i => _nodes[(Number(node.Name) + (i * i * 7)) % _nodes.Length].Name)).Where(peer => peer != node.Name)
                    .Select(peer => new PeerMeasurement(peer, Rtt(node.Name, peer) * (factor?.Invoke() ?? 1))),
            ],
        })];
    }

    /// <summary>The mean round-trip time of a node to the nearest half of those that are pinned to it.</summary>
    public double Nearness(MeshPlan plan) => plan.Nodes
        .Where(node => node.Assignment.Role == TopologyRole.Member)
        .Average(node => node.Assignment.Pinned.Select(peer => Rtt(node.Name, peer)).Order().Take(node.Assignment.Pinned.Length / 2).Average());
}

using System.Collections.Immutable;
using MeshGate.Core.Nodes;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

/// <summary>Meshes of every kind, drawn from a seed: places, duties, policies, measurements, nodes that are offline or drained.</summary>
internal sealed class RandomMesh
{
    private readonly Random _random;
    private readonly TopologyBlock _policy;
    private readonly int _places;
    private readonly double _hubs;

    public RandomMesh(int seed, TopologyType? type = null)
    {
        _random = new Random(seed);
        _policy = new TopologyBlock
        {
            Type = type ?? (TopologyType)_random.Next(4),
            MaxNodesPerSegment = _random.Next(5, 80),
            MaxConnectionsPerNode = _random.Next(4) == 0 ? _random.Next(2, 6) : _random.Next(6, 60),
            RegionAware = _random.Next(4) > 0,
            AutoSegmentation = _random.Next(6) > 0,
        };
        _places = _random.Next(1, 4);
        _hubs = _random.Next(3) == 0 ? 0.9 : 0.3;
        Nodes = [.. Enumerable.Range(0, _random.Next(1, 120)).Select(_ => Draw())];
    }

    public TopologyBlock Policy => _policy;

    public ImmutableArray<MeshNodeSnapshot> Nodes { get; private set; }

    private int _next;

    public MeshNodeSnapshot Draw()
    {
        int number = _next++;
        bool isHub = _random.NextDouble() < _hubs;
        bool isRelay = _random.NextDouble() < 0.4;
        bool isDrained = _random.Next(15) == 0;
        string region = $"r{_random.Next(_places)}";
        return Mesh.Node(number) with
        {
            Place = _random.Next(8) == 0 ? NodePlace.Unknown : new NodePlace(region, $"z{_random.Next(3)}", _random.Next(5) == 0 ? null : $"192.0.2.{_random.Next(100)}"),
            Spec = new NodeSpecSnapshot { Roles = [.. isHub ? [NodeRole.Hub] : Array.Empty<NodeRole>()] },
            Relay = isRelay ? new RelaySnapshot(40000, 40099) { IsReached = _random.Next(4) > 0, Drain = isDrained } : null,
            Weight = _random.Next(10) == 0 ? 0 : 100,
            Drain = isDrained,
            IsOnline = _random.Next(8) > 0,
            Settings = new NodeSettings { Topology = _random.Next(10) == 0 ? _policy with { MaxConnectionsPerNode = _random.Next(2, 80) } : _policy },
            Measurements = Measure(),
        };
    }

    /// <summary>The same mesh with every measurement, and nothing else, another.</summary>
    public ImmutableArray<MeshNodeSnapshot> MeasuredAnew() => [.. Nodes.Select(node => node with { Measurements = Measure() })];

    /// <summary>The same nodes in another order.</summary>
    public MeshNodeSnapshot[] Shuffled()
    {
        MeshNodeSnapshot[] nodes = [.. Nodes];
        _random.Shuffle(nodes);
        return nodes;
    }

    public MeshNodeSnapshot Pick() => Nodes[_random.Next(Nodes.Length)];

    private ImmutableArray<PeerMeasurement> Measure()
        => [.. Enumerable.Range(0, _random.Next(6)).Select(_ => new PeerMeasurement(Mesh.Node(_random.Next(100)).Name, _random.NextDouble() * 200))];
}

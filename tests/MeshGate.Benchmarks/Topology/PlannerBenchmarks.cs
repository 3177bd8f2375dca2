using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;

namespace MeshGate.Benchmarks.Topology;

/// <summary>Plans for 1,000 nodes in four regions with three zones each, every eleventh of which may be a hub and every seventh a relay; each measured 100 peers.</summary>
public class PlannerBenchmarks
{
    private const int Count = 1000;
    private const int Measured = 100;

    private MeshNetwork _network = null!;
    private MeshSnapshot _snapshot = null!;
    private MeshSnapshot _joined = null!;
    private MeshSnapshot _left = null!;
    private MeshPlan _plan = null!;

    /// <summary>Plans the mesh, and makes one with a node more and one with a node less.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _network = MeshNetwork.TryParse(["100.96.0.0/16"], out MeshNetwork? network, out string? error) ? network : throw new InvalidOperationException(error);
        ImmutableArray<MeshNodeSnapshot> nodes = [.. Enumerable.Range(0, Count).Select(Node)];
        _snapshot = new MeshSnapshot(_network, nodes);
        _joined = new MeshSnapshot(_network, nodes.Add(Node(Count)));
        _left = new MeshSnapshot(_network, nodes.RemoveAt(Count / 2));
        _plan = TopologyPlanner.Plan(_snapshot, null);
        if (_plan.Nodes.Any(node => !node.Verdict.IsPeer) || _plan.Segments.Any(segment => segment.Hubs.Length < 2))
        {
            throw new InvalidOperationException("The benchmark would measure refusals.");
        }
    }

    /// <summary>From nothing.</summary>
    [Benchmark]
    [Bound(500, "ms")]
    public int PlanAll() => TopologyPlanner.Plan(_snapshot, null).Nodes.Length;

    /// <summary>One node joins.</summary>
    [Benchmark]
    [Bound(100, "ms")]
    public int PlanAJoin() => TopologyPlanner.Plan(_joined, _plan).Nodes.Length;

    /// <summary>One node leaves.</summary>
    [Benchmark]
    [Bound(100, "ms")]
    public int PlanALeave() => TopologyPlanner.Plan(_left, _plan).Nodes.Length;

    private MeshNodeSnapshot Node(int number) => new()
    {
        Name = Name(number),
        Created = new CreationOrder(DateTime.UnixEpoch.AddSeconds(number), Name(number)),
        Addresses = [_network.Ranges[0].At((UInt128)(number + 1)).ToString()],
        PublicKey = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Name(number)))),
        Place = new NodePlace($"region-{number % 4}", $"zone-{number / 4 % 3}", null),
        Spec = new() { Roles = number % 11 == 0 ? [NodeRole.Hub] : [] },
        Relay = number % 7 == 0 ? new RelaySnapshot(40000, 40099) { IsReached = true } : null,
        Measurements = [.. Enumerable.Range(1, Measured).Select(peer => new PeerMeasurement(Name((number + (peer * 7)) % Count), number * peer % 97))],
    };

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"node-{number:d4}");
}

using System.Collections.Immutable;
using MeshGate.Core.Health;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

/// <summary>What measurements move, and what they do not.</summary>
public sealed class TuningTests
{
    private const int Meshes = 2000;

    // Every third measurement is what the plan has come to rest under; those between are anything.
    [Fact]
    public void Plan_MovesNothing_HoweverMeasurementsFlap()
    {
        for (int seed = 0; seed < Meshes; seed++)
        {
            var random = new RandomMesh(20_000 + seed);
            MeshPlan settled = Settle(Mesh.Plan(random.Nodes), _ => random.Nodes, out long interval);
            MeshPlan plan = settled;
            for (int i = 0; i < 6; i++)
            {
                plan = Plan(plan, ++interval, i % 3 == 2 ? random.Nodes : random.MeasuredAnew());
                Assert.Empty(plan.ChangedSince(settled));
            }
        }
    }

    [Fact]
    public void Plan_WritesNobodysObject_WhenARoundTripChangesByLessThanTheThreshold()
    {
        MeshNodeSnapshot[] nodes = [.. new MeasuredMesh(1, 60).Under(null)];
        ImmutableArray<MeshNodeSnapshot> alike = Measured(20);
        MeshPlan settled = Settle(Mesh.Plan(alike), _ => alike, out long interval);
        MeshPlan plan = settled;
        foreach (double rtt in new[] { 11, 29.5, 10.5, 28 })
        {
            for (int i = 0; i < 12; i++)
            {
                plan = Plan(plan, ++interval, Measured(rtt));
                Assert.Empty(plan.ChangedSince(settled));
            }
        }

        // One node at another round-trip time to all others.
        ImmutableArray<MeshNodeSnapshot> Measured(double rtt) => [.. nodes.Select((node, i) => node with { Measurements = [.. nodes.Where(peer => peer != node).Select(peer => new PeerMeasurement(peer.Name, i == 13 || peer == nodes[13] ? rtt : 20))] })];
    }

    [Fact]
    public void Plan_BringsNeighboursNearer_AndComesToRest()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var mesh = new MeasuredMesh(seed, 100);
            MeshPlan before = Mesh.Plan(mesh.Under(null).Select(node => node with { Measurements = [] }));
            MeshPlan after = Settle(mesh, out _);

            Assert.InRange(mesh.Nearness(after), 0, mesh.Nearness(before) * 0.8);
            Assert.Single(PinnedGraph.Parts(after));
            Assert.All(after.Nodes, node => Assert.InRange(node.Assignment.Pinned.Length, 4, TopologyPlanner.MaxMembers));
        }
    }

    [Fact]
    public void Plan_WaitsForThreeIntervals_AndChangesFewAtATime()
    {
        var mesh = new MeasuredMesh(1, 100);
        MeshPlan first = Mesh.Plan(mesh.Under(null).Select(node => node with { Measurements = [] }));
        ImmutableArray<MeshNodeSnapshot> measured = mesh.Under(first);
        MeshPlan plan = first;
        for (long interval = 0; interval < 2; interval++)
        {
            // More plans in one interval do not make it pass faster.
            plan = Plan(Plan(Plan(plan, interval, measured), interval, measured), interval, measured);
            Assert.Empty(plan.ChangedSince(first));
        }

        plan = Plan(plan, 2, measured);
        Assert.InRange(plan.ChangedSince(first).Length, 2, 60);
        Assert.Empty(Plan(plan, 2, measured).ChangedSince(plan));
    }

    [Fact]
    public void Plan_IsTheSameToTheByte_WhateverTheOrderOfNodesAndMeasurements()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var mesh = new MeasuredMesh(seed, 80);
            var random = new Random(seed);
            (MeshPlan? one, MeshPlan? other) = (null, null);
            for (long interval = 0; interval < 6; interval++)
            {
                MeshNodeSnapshot[] nodes = [.. mesh.Under(one)];
                MeshNodeSnapshot[] shuffled = [.. nodes.Select(node => Shuffled(node, random))];
                random.Shuffle(shuffled);
                one = Plan(one, interval, nodes);
                other = Plan(other, interval, shuffled);
                Assert.Equal(one.Bytes(), other.Bytes());
            }
        }
    }

    [Fact]
    public void Plan_ExchangesAHub_ForOneThatIsMuchNearer()
    {
        const int Far = 0;
        MeshNodeSnapshot[] nodes = [.. Mesh.Nodes(30).Select((node, i) => node with { Spec = new() { Roles = i < 3 ? [NodeRole.Hub] : [] } })];
        MeshPlan plan = Mesh.Plan(nodes.Select(node => node.Name == "node-002" ? node with { Spec = new() } : node));
        Assert.Equal(["node-000", "node-001"], plan.Segments[0].Hubs);

        MeshNodeSnapshot[] measured = [.. nodes.Select((node, i) => node with { Measurements = [.. Enumerable.Range(0, 30).Where(peer => peer != i).Select(peer => new PeerMeasurement(nodes[peer].Name, i == Far || peer == Far ? 150 : 12))] })];
        for (long interval = 0; interval < 12; interval++)
        {
            plan = Plan(plan, interval, measured);
            Assert.Equal(interval < 9 ? ["node-000", "node-001"] : ["node-001", "node-002"], plan.Segments[0].Hubs);
        }
    }

    [Fact]
    public void Plan_GivesALoadedRelayLess_OnceItsLoadLasts()
    {
        MeshNodeSnapshot[] idle = [.. Mesh.Nodes(90).Select((node, i) => node with { Relay = i < 6 ? new RelaySnapshot(40000, 40099) { IsReached = true } : null, Load = i < 6 ? 0.1 : null })];
        MeshNodeSnapshot[] busy = [.. idle.Select((node, i) => i == 0 ? node with { Load = 0.95 } : node)];
        MeshPlan plan = Plan(null, 0, idle);
        int before = Served(plan);
        for (long interval = 1; interval < 9; interval++)
        {
            // A peak that comes and goes moves nobody.
            plan = Plan(plan, interval, interval % 2 == 0 ? idle : busy);
            Assert.Equal(before, Served(plan));
        }

        for (long interval = 9; interval < 12; interval++)
        {
            plan = Plan(plan, interval, busy);
        }

        Assert.InRange(Served(plan), 0, before * 2 / 3);

        static int Served(MeshPlan plan) => plan.Nodes.Count(node => node.Assignment.Relays.Any(relay => relay.Name == "node-000"));
    }

    [Fact]
    public void CostMilliseconds_RanksAsTheQualityOfAPathDoes()
    {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++)
        {
            (PeerMeasurement one, double first) = Draw();
            (PeerMeasurement other, double second) = Draw();
            Assert.Equal(one.CostMilliseconds < other.CostMilliseconds, first > second);
        }

        (PeerMeasurement, double) Draw()
        {
            (double rtt, double jitter, double loss) = (random.NextDouble() * 300, random.NextDouble() * 30, random.NextDouble() * 0.5);
            return (new PeerMeasurement("a", rtt) { JitterMilliseconds = jitter, Loss = loss }, new PathQuality(TimeSpan.FromMilliseconds(rtt), TimeSpan.FromMilliseconds(jitter), loss).Score);
        }
    }

    private static MeshPlan Settle(MeasuredMesh mesh, out long interval)
        => Settle(Mesh.Plan(mesh.Under(null).Select(node => node with { Measurements = [] })), plan => mesh.Under(plan), out interval);

    /// <summary>A plan that its own measurements move no more.</summary>
    private static MeshPlan Settle(MeshPlan plan, Func<MeshPlan, ImmutableArray<MeshNodeSnapshot>> measured, out long interval)
    {
        int still = 0;
        for (interval = 0; interval < 500 && still <= 10; interval++)
        {
            MeshPlan next = Plan(plan, interval, measured(plan));
            still = next.Tuning!.Wishes.IsEmpty ? 11 : next.ChangedSince(plan).Length == 0 ? still + 1 : 0;
            plan = next;
        }

        Assert.InRange(still, 11, int.MaxValue);
        return plan;
    }

    private static MeshNodeSnapshot Shuffled(MeshNodeSnapshot node, Random random)
    {
        PeerMeasurement[] measurements = [.. node.Measurements];
        random.Shuffle(measurements);
        return node with { Measurements = [.. measurements] };
    }

    private static MeshPlan Plan(MeshPlan? previous, long interval, params IEnumerable<MeshNodeSnapshot> nodes)
        => TopologyPlanner.Plan(new MeshSnapshot(Mesh.Network, [.. nodes]) { Interval = interval }, previous);
}

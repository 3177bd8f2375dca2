using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

/// <summary>What holds of every mesh, each time over 300 others of every kind.</summary>
public sealed class TopologyFormProperties
{
    private const int Meshes = 300;

    [Fact]
    public void Plan_IsTheSameToTheByte_WhateverTheOrderOfNodes_AndWhenItIsMadeAgain() => ForEach(1, mesh =>
    {
        MeshPlan plan = Mesh.Plan(mesh.Nodes);
        Assert.Equal(plan.Bytes(), Mesh.Plan(mesh.Shuffled()).Bytes());
        Assert.Equal(plan.Bytes(), Mesh.Replan(plan, mesh.Shuffled()).Bytes());
        Assert.Empty(Mesh.Replan(plan, mesh.Nodes).ChangedSince(plan));
    });

    [Fact]
    public void Plan_MovesNothing_WhenOnlyMeasurementsChange() => ForEach(2, mesh =>
    {
        MeshPlan plan = Mesh.Plan(mesh.Nodes);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(plan.Bytes(), Mesh.Replan(plan, mesh.MeasuredAnew()).Bytes());
        }
    });

    [Fact]
    public void Plan_PinsBothOrNeither_OnlyMembers_AndNoMoreThanItMay() => ForEach(3, mesh =>
    {
        MeshPlan plan = Evolve(mesh);
        var byName = plan.Nodes.ToDictionary(node => node.Name);
        var types = plan.Segments.ToDictionary(segment => segment.Name, segment => segment.Type);
        foreach (NodePlan node in plan.Nodes.Where(node => node.Verdict.IsPeer))
        {
            Assert.All(node.Assignment.Pinned, other => Assert.Contains(node.Name, byName[other].Assignment.Pinned));
            Assert.Subset(node.Assignment.Members.Select(member => member.Name).ToHashSet(), node.Assignment.Pinned.ToHashSet());
            Assert.All(node.Assignment.Members, member => Assert.Contains(byName[member.Name].Assignment.Members, other => other.Name == node.Name));
            Assert.InRange(node.Assignment.Members.Length, 0, TopologyPlanner.MaxMembers);
            if (node.Assignment.Role != TopologyRole.Hub && types[node.Assignment.Segment] != TopologyType.FullMesh)
            {
                int cap = mesh.Nodes.Single(other => other.Name == node.Name).Settings.Topology.MaxConnectionsPerNode;
                Assert.InRange(node.Assignment.Pinned.Length, 0, cap);
            }
        }
    });

    [Fact]
    public void Plan_HoldsTheMeshTogether_AlsoWithoutAnyOneHub() => ForEach(4, mesh =>
    {
        MeshPlan plan = Evolve(mesh);
        foreach (string segment in plan.Segments.Select(segment => segment.Name))
        {
            HashSet<string> members = [.. plan.Nodes.Where(node => node.Verdict.IsPeer && node.Assignment.Segment == segment).Select(node => node.Name)];
            Assert.Contains(PinnedGraph.Parts(plan, name => !members.Contains(name)), members.SetEquals);
        }

        if (plan.Segments.Length > 1 && !plan.Segments.All(segment => segment.Hubs.Length >= 2))
        {
            return;
        }

        Assert.InRange(PinnedGraph.Parts(plan).Count, 0, 1);
        foreach (string hub in plan.Segments.SelectMany(segment => segment.Hubs))
        {
            if (plan.Segments.All(segment => !segment.Hubs.Contains(hub) || segment.Hubs.Length >= 2))
            {
                Assert.InRange(PinnedGraph.Parts(plan, name => name == hub).Count, 0, 1);
            }
        }
    });

    [Fact]
    public void Plan_HoldsTheRestTogether_WhenAZoneFails_AndHubsOfOthersAreLeft() => ForEach(5, mesh =>
    {
        MeshPlan plan = Evolve(mesh);
        var places = mesh.Nodes.ToDictionary(node => node.Name, node => node.Place);
        foreach (NodePlace zone in places.Values.Where(place => place.Zone is not null).Distinct())
        {
            bool IsGone(string name) => places[name].SharesZone(zone);
            bool isLeft = plan.Segments.All(segment => segment.Hubs.Any(hub => !IsGone(hub)) || plan.Nodes.Where(node => node.Assignment.Segment == segment.Name).All(node => IsGone(node.Name)));
            if (isLeft)
            {
                Assert.InRange(PinnedGraph.Parts(plan, IsGone).Count, 0, 1);
            }
        }
    });

    [Fact]
    public void Plan_ChoosesTwoHubsThatShareNoFate_WhereThereAreSuch() => ForEach(6, mesh =>
    {
        MeshPlan plan = Evolve(mesh);
        var nodes = mesh.Nodes.ToDictionary(node => node.Name);
        foreach (SegmentPlan segment in plan.Segments)
        {
            bool mustRelay = segment.Type is TopologyType.HubSpoke or TopologyType.Tree;
            MeshNodeSnapshot[] options = [.. plan.Nodes.Where(node => node.Verdict.IsPeer && node.Assignment.Segment == segment.Name).Select(node => nodes[node.Name]).Where(node => CanHub(node) && (node.Relay?.TakesWork == true || !mustRelay))];
            MeshNodeSnapshot[] hubs = [.. segment.Hubs.Select(hub => nodes[hub])];
            Assert.Subset(options.ToHashSet(), hubs.ToHashSet());
            Assert.InRange(hubs.Length, Math.Min(2, options.Length), options.Length);
            MeshNodeSnapshot[] online = [.. options.Where(node => node.IsOnline)];
            Assert.InRange(hubs.Count(hub => hub.IsOnline), Math.Min(2, online.Length), online.Length);
            if (online.Any(one => online.Any(other => other != one && !one.Place.SharesFate(other.Place))))
            {
                Assert.Contains(hubs, one => hubs.Any(other => other != one && !one.Place.SharesFate(other.Place)));
            }
        }
    });

    [Fact]
    public void Plan_GivesNobodyADrainedRelayOrHub() => ForEach(7, mesh =>
    {
        MeshPlan plan = Evolve(mesh);
        MeshNodeSnapshot drained = mesh.Pick() with { Drain = true, Relay = mesh.Pick().Relay is { } relay ? relay with { Drain = true } : null };
        MeshPlan after = Mesh.Replan(plan, mesh.Nodes.Select(node => node.Name == drained.Name ? drained : node));
        Assert.Equal(TopologyRole.Member, after.Of(drained.Name).Assignment.Role);
        Assert.All(after.Nodes, node => Assert.DoesNotContain(node.Assignment.Relays, other => other.Name == drained.Name));
    });

    [Fact]
    public void Plan_ChangesFew_WhenANodeJoins_AndMovesNobody_UnlessItDividesOneSegment() => ForEach(8, mesh =>
    {
        MeshPlan before = Evolve(mesh);
        MeshNodeSnapshot joining = mesh.Draw() with { Spec = new(), Relay = null };
        MeshPlan after = Mesh.Replan(before, [.. mesh.Nodes, joining]);
        string[] movedFrom = [.. before.Nodes.Where(node => after.Of(node.Name).Assignment.Segment != node.Assignment.Segment).Select(node => node.Assignment.Segment).Distinct()];
        Assert.InRange(movedFrom.Length, 0, 1);
        if (movedFrom.Length == 0)
        {
            int members = after.Nodes.Count(node => node.Assignment.Segment == after.Of(joining.Name).Assignment.Segment);
            Assert.InRange(after.ChangedSince(before).Length, 1, Math.Max(members, 2 * joining.Settings.Topology.MaxConnectionsPerNode));
        }
        else
        {
            int full = before.Nodes.Count(node => node.Assignment.Segment == movedFrom[0]);
            Assert.True(full >= before.Nodes.Where(node => node.Assignment.Segment == movedFrom[0]).Min(node => mesh.Nodes.Single(other => other.Name == node.Name).Settings.Topology.MaxNodesPerSegment));
        }
    });

    private static bool CanHub(MeshNodeSnapshot node) => node.Spec.Roles.Contains(NodeRole.Hub) && !node.Drain && node.Weight > 0;

    /// <summary>A plan with a history: half of the nodes, then all.</summary>
    private static MeshPlan Evolve(RandomMesh mesh) => Mesh.Replan(Mesh.Plan(mesh.Nodes.Where((_, i) => i % 2 == 0)), mesh.Nodes);

    private static void ForEach(int property, Action<RandomMesh> check)
    {
        for (int seed = property * Meshes; seed < (property + 1) * Meshes; seed++)
        {
            try
            {
                check(new RandomMesh(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"The mesh of seed {seed}", e);
            }
        }
    }
}

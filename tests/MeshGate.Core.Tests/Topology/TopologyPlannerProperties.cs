using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Topology;

[Properties(Arbitrary = [typeof(Meshes)], MaxTest = 200)]
public sealed class TopologyPlannerProperties
{
    [Property]
    public void Plan_IsTheSameToTheByte_WhateverTheOrderOfNodes(MeshNodeSnapshot[] nodes, int seed)
    {
        MeshNodeSnapshot[] shuffled = [.. nodes];
        new Random(seed).Shuffle(shuffled);
        MeshPlan plan = Mesh.Plan(nodes);
        Assert.Equal(plan.Bytes(), Mesh.Plan(shuffled).Bytes());
        Assert.Equal(Mesh.Replan(plan, nodes).Bytes(), Mesh.Replan(plan, shuffled).Bytes());
    }

    [Property]
    public void Plan_IsStable_WhenNothingChanged(MeshNodeSnapshot[] nodes)
    {
        MeshPlan plan = Mesh.Plan(nodes);
        Assert.Equal(plan.Bytes(), Mesh.Replan(plan, nodes).Bytes());
    }

    [Property]
    public void Plan_IsSymmetric_AmongPeers(MeshNodeSnapshot[] nodes)
    {
        MeshPlan plan = Mesh.Plan(nodes);
        foreach (NodePlan node in plan.Nodes.Where(node => node.Verdict.IsPeer))
        {
            Assert.All(node.Assignment.Members, member => Assert.Contains(node.Name, plan.MembersOf(member.Name)));
            Assert.DoesNotContain(node.Name, plan.MembersOf(node.Name));
        }
    }

    [Property]
    public void Plan_LetsNobodyShareAKeyOrAddress_AmongPeers(MeshNodeSnapshot[] nodes)
    {
        foreach (NodePlan node in Mesh.Plan(nodes).Nodes)
        {
            Assert.Distinct(node.Assignment.Members.Select(member => member.PublicKey));
            Assert.Distinct(node.Assignment.Members.SelectMany(member => member.Addresses));
        }
    }

    [Property]
    public void Plan_MakesNobodyPeerOfANode_ThatIsNotAccepted(MeshNodeSnapshot[] nodes)
    {
        MeshPlan plan = Mesh.Plan(nodes);
        Assert.All(plan.Nodes.Where(node => !node.Verdict.IsPeer), node => Assert.False(plan.IsAnybodysPeer(node.Name)));
        Assert.All(plan.Nodes.Where(node => node.Verdict.IsRefusal && !node.Verdict.IsPeer), node => Assert.Empty(node.Assignment.Members));
    }

    [Property]
    public void Plan_AddsOneMemberToOthersAndNothingElse_WhenANodeJoins(MeshNodeSnapshot[] nodes)
    {
        MeshPlan before = Mesh.Plan(nodes);
        MeshNodeSnapshot joining = Mesh.Node(500);
        MeshPlan after = Mesh.Replan(before, [.. nodes, joining]);
        foreach (NodePlan node in before.Nodes)
        {
            NodePlan now = after.Of(node.Name);
            Assert.Equal(node.Verdict, now.Verdict);
            Assert.Equal(node.Assignment.Settings, now.Assignment.Settings);
            Assert.Equal(node.Assignment.Members, now.Assignment.Members.Where(member => member.Name != joining.Name));
        }
    }

    /// <summary>Small meshes in which keys and addresses collide, are missing or bad, and nodes come and go.</summary>
    internal static class Meshes
    {
        public static Arbitrary<MeshNodeSnapshot[]> Nodes() => Gen.Sized(size => Gen.Choose(0, Math.Min(size, 12)).SelectMany(Generate)).ToArbitrary();

        private static Gen<MeshNodeSnapshot[]> Generate(int count)
        {
            Gen<(int Age, int Key, int Address, int Flaw)> traits =
                from age in Gen.Choose(0, 3)
                from key in Gen.Choose(0, 15)
                from address in Gen.Choose(0, 15)
                from flaw in Gen.Choose(0, 12)
                select (age, key, address, flaw);
            return traits.ArrayOf(count).Select(all => all.Select((trait, index) => Build(index, trait.Age, trait.Key, trait.Address, trait.Flaw)).ToArray());
        }

        private static MeshNodeSnapshot Build(int index, int age, int key, int address, int flaw)
        {
            MeshNodeSnapshot node = Mesh.Node(index) with
            {
                Created = new CreationOrder(new DateTime(2026, 1, 1 + age, 0, 0, 0, DateTimeKind.Utc), $"uid-{index}"),
                PublicKey = Mesh.Key($"key-{key}"),
                Addresses = Mesh.Node(address).Addresses,
            };
            return flaw switch
            {
                0 => node with { PublicKey = null },
                1 => node with { PublicKey = "short" },
                2 => node with { Addresses = [] },
                3 => node with { Addresses = ["192.0.2.1"] },
                4 => node with { IsLeaving = true },
                5 => node with { IsOnline = false },
                6 => node with { Endpoint = "nowhere" },
                _ => node,
            };
        }
    }
}

using FsCheck.Xunit;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Policy;

public sealed class PolicyOrderTests
{
    private static readonly (string, IReadOnlyDictionary<string, string>)[] Nodes =
    [
        ("a", new Dictionary<string, string> { ["site"] = "home" }),
        ("b", new Dictionary<string, string>()),
        ("c", new Dictionary<string, string> { ["site"] = "home" }),
    ];

    private static readonly LabelSelector Home = new([new("site", LabelOperator.In, ["home"])]);

    [Fact]
    public void Sort_PutsPriorityBeforeAge_AndAgeBeforeName()
        => Assert.Equal(
            ["strong", "old", "a", "b"],
            PolicyOrder.Sort([Policies.Of("b", 1, 1), Policies.Of("old", 1, 2), Policies.Of("a", 1, 1), Policies.Of("strong", 2, 0)]).Select(policy => policy.Name));

    [Fact]
    public void Examine_NamesWinnerBlockAndNodes_WhenPrioritiesAreEqual()
    {
        PolicySnapshot older = Policies.Of("older", 5, 9) with { Selector = Home, Topology = new(), Failover = new() };
        PolicySnapshot younger = Policies.Of("younger", 5, 1) with { Topology = new(), Heartbeat = new() };
        PolicyUse use = PolicyOrder.Examine("younger", [younger, older], Nodes);
        PolicyConflict conflict = Assert.Single(use.Conflicts);
        Assert.Equal(("older", PolicyBlock.Topology), (conflict.Winner, conflict.Blocks));
        Assert.Equal(["a", "c"], conflict.Nodes);
        Assert.Equal((3, 3, 2), (use.Matched, use.Applied, use.Conflicting));
        Assert.Equal("MeshPolicy older has the same priority and wins spec.topology on 2 nodes (a, c): it is older, or first by name. Give one of the policies another priority.", use.Message);
        Assert.Empty(PolicyOrder.Examine("older", [younger, older], Nodes).Conflicts);
    }

    [Fact]
    public void Examine_SeesNoConflict_WhereAStrongerPolicyTakesTheBlockFromBoth()
    {
        PolicySnapshot strongest = Policies.Of("strongest", 9, 0) with { Topology = new() };
        PolicySnapshot older = Policies.Of("older", 5, 9) with { Topology = new() };
        PolicySnapshot younger = Policies.Of("younger", 5, 1) with { Topology = new() };
        PolicyUse use = PolicyOrder.Examine("younger", [older, younger, strongest], Nodes);
        Assert.Empty(use.Conflicts);
        Assert.Equal((3, 0), (use.Matched, use.Applied));
    }

    [Fact]
    public void Examine_SeesNoConflict_WhenPrioritiesDiffer()
        => Assert.Empty(PolicyOrder.Examine("weak", [Policies.Of("strong", 2, 0) with { Topology = new() }, Policies.Of("weak", 1, 9) with { Topology = new() }], Nodes).Conflicts);

    [Property]
    public void Examine_CountsEachNodeOnce_ForEachBlock((byte Priority, byte Blocks, bool Home)[] specs)
    {
        PolicySnapshot[] policies = [.. specs.Select((spec, i) => With(Policies.Of($"p{i}", spec.Priority % 2, i), spec.Blocks) with { Selector = spec.Home ? Home : LabelSelector.Everything })];
        foreach ((string node, IReadOnlyDictionary<string, string> labels) in Nodes)
        {
            // Each block of a node has one winner, so no more policies than blocks can apply to it.
            Assert.True(policies.Sum(policy => PolicyOrder.Examine(policy.Name, policies, [(node, labels)]).Applied) <= 3);
        }
    }

    private static PolicySnapshot With(PolicySnapshot policy, int blocks) => policy with
    {
        Heartbeat = (blocks & 1) != 0 ? new() : null,
        Topology = (blocks & 2) != 0 ? new() : null,
        Failover = (blocks & 4) != 0 ? new() : null,
    };
}

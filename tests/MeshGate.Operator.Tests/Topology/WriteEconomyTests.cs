using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Topology;

public sealed class WriteEconomyTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(1000)]
    public async Task Join_OfAllAtOnce_CostsFourWritesANodeAtMost_AndASecondPassNone(int count)
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        using var stop = new CancellationTokenSource();
        Task fleet = new FakeFleet(rig).RunAsync(stop.Token);
        DateTimeOffset started = rig.Time.GetUtcNow();
        for (int number = 0; number < count; number++)
        {
            await rig.CreateNodeAsync($"node-{number:d4}");
        }

        await UntilAllAreReadyAsync(rig);
        TimeSpan took = rig.Time.GetUtcNow() - started;
        await UntilAllAreAsync(rig, ConditionTypes.DataPlaneReady);
        await rig.SettleAsync();
        int ofNodes = rig.Link.Writes.Count(write => write.Resource == "meshnodes");
        double each = (double)ofNodes / count;
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} nodes: {each:f2} writes a node, {(double)rig.Link.Writes.Count / count:f2} with Events, ready after {took.TotalSeconds:f1} s of the operator's clock");
        Assert.InRange(each, 1, 4);

        rig.Link.Writes.Clear();
        await rig.PlanOnceAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(12));
        await rig.PlanOnceAsync();
        Assert.DoesNotContain(rig.Link.Writes, write => write.Resource == "meshnodes");
        await stop.CancelAsync();
        await fleet;
    }

    [Fact]
    public async Task Join_OfOneMore_WritesEachNeighbourOnce_AndNobodyElse()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        using var stop = new CancellationTokenSource();
        Task fleet = new FakeFleet(rig).RunAsync(stop.Token);
        for (int number = 0; number < 120; number++)
        {
            await rig.CreateNodeAsync($"node-{number:d4}");
        }

        await UntilAllAreReadyAsync(rig);
        await rig.PassAsync(TimeSpan.FromSeconds(12));
        await rig.SettleAsync();
        rig.Link.Writes.Clear();
        DateTimeOffset started = rig.Time.GetUtcNow();
        await rig.CreateNodeAsync("one-more");
        await UntilAllAreReadyAsync(rig);
        Assert.InRange(rig.Time.GetUtcNow() - started, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await rig.PassAsync(TimeSpan.FromSeconds(12));
        await rig.SettleAsync();
        string? segment = (await rig.NodeAsync("one-more")).Status.Assignment!.Segment;
        var writes = rig.Link.Writes
            .Where(write => write.Resource == "meshnodes" && write.Name != "one-more")
            .GroupBy(write => write.Name)
            .ToDictionary(group => group.Key, group => group.Count());
        string[] neighbours = [.. (await rig.NodesAsync()).Where(node => node.Status.Assignment!.Segment == segment && node.Metadata.Name != "one-more").Select(node => node.Metadata.Name)];
        Assert.Equal(20, neighbours.Length);
        Assert.Equal(neighbours.Order(), writes.Keys.Order());
        Assert.All(writes.Values, count => Assert.Equal(1, count));
        await stop.CancelAsync();
        await fleet;
    }

    [Fact]
    public async Task Neighbours_StayReady_WhileTheyApplyAJoin_ButNotForEver()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        await rig.ApplyAssignmentsAsync();
        await rig.UntilConditionAsync("node-0", ConditionTypes.Ready, "True");
        await rig.CreateNodeAsync("node-2", Keys.Of("2"));
        await rig.UntilMembersAsync(2);
        await rig.SettleAsync();
        Assert.Equal("True", (await rig.ConditionAsync("node-0", ConditionTypes.Ready))!.Status);
        Assert.Equal("False", (await rig.ConditionAsync("node-0", ConditionTypes.Reconciling))!.Status);

        await rig.PassAsync(TimeSpan.FromSeconds(31));
        await rig.UntilConditionAsync("node-0", ConditionTypes.Ready, "False");
        Assert.Equal("Applying", (await rig.ConditionAsync("node-0", ConditionTypes.Ready))!.Reason);
        Assert.Equal("True", (await rig.ConditionAsync("node-0", ConditionTypes.Reconciling))!.Status);
        await rig.ApplyAssignmentsAsync();
        await rig.UntilConditionAsync("node-0", ConditionTypes.Ready, "True");
    }

    private static Task UntilAllAreReadyAsync(OperatorRig rig) => UntilAllAreAsync(rig, ConditionTypes.Ready);

    private static Task UntilAllAreAsync(OperatorRig rig, string condition) => rig.UntilAsync(
        async () => (await rig.NodesAsync()).All(node => ConditionList.Find(node.Status?.Conditions, condition)?.Status == "True"),
        $"{condition} on every node");
}

using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Robustness;

public sealed class LeadershipTests
{
    [Fact]
    public async Task TwoOperators_WriteOneAtATime_AndTheSecondFinishesWhatTheFirstBegan()
    {
        await using OperatorRig first = await OperatorRig.StartElectedAsync();
        await first.UntilAsync(() => Task.FromResult(first.Get<ILeadership>().IsLeader), "the first to lead");
        await using OperatorRig second = await OperatorRig.StartElectedAsync(first);
        await first.CreateNodesAsync(60);

        // Cut off in the midst of its work.
        await first.UntilAsync(() => Task.FromResult(MeshWrites(first) is > 10), "the first to be at work");
        first.Link.IsDown = true;
        int atCut = MeshWrites(first);
        Assert.Equal(0, MeshWrites(second));
        await second.UntilAsync(() => Task.FromResult(second.Get<ILeadership>().IsLeader), "the second to lead");
        Assert.False(first.Get<ILeadership>().IsLeader);
        await second.UntilMembersAsync(59);
        Assert.Distinct((await second.NodesAsync()).SelectMany(node => node.Spec.Addresses!));

        // Back again, it has to let the other one be.
        first.Link.IsDown = false;
        await second.PassAsync(TimeSpan.FromSeconds(40));
        await first.CreateNodeAsync("later", Keys.Of("later"));
        await second.UntilMembersAsync(60);
        Assert.Equal(atCut, MeshWrites(first));
        Assert.True(first.Get<ILeadership>().IsLeader ^ second.Get<ILeadership>().IsLeader);
    }

    [Fact]
    public async Task Leader_ThatIsKilled_LeavesNothingHalfDone()
    {
        for (int writes = 1; writes <= 8; writes++)
        {
            OperatorRig first = await OperatorRig.StartAsync();
            await first.CreateNodesAsync(4);
            int last = writes;
            await first.UntilAsync(() => Task.FromResult(MeshWrites(first) >= last), "some writes");
            first.Link.IsDown = true;
            await first.DisposeAsync();

            await using OperatorRig second = await OperatorRig.StartAsync(first);
            await second.UntilMembersAsync(3);
            IReadOnlyList<MeshNode> nodes = await second.NodesAsync();
            Assert.Distinct(nodes.SelectMany(node => node.Spec.Addresses!));
            Assert.All(nodes, node => Assert.Contains(MeshGateApi.Finalizer, node.Metadata.Finalizers));
            await second.SettleAsync();
            second.Link.Writes.Clear();
            await second.PlanOnceAsync();
            Assert.Equal(0, MeshWrites(second));
        }
    }

    private static int MeshWrites(OperatorRig rig) => rig.Link.Writes.Count(write => write.Resource == "meshnodes");
}

using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Heartbeats;

public sealed class HeartbeatTests
{
    [Fact]
    public async Task Silence_MakesANodeOffline_ButNeverTakesItOut()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(31));
        await rig.UntilConditionAsync("node-0", ConditionTypes.Online, "False");
        Assert.Equal("HeartbeatMissed", (await rig.ConditionAsync("node-0", ConditionTypes.Online))!.Reason);
        await rig.UntilMembersAsync(1);
        await rig.SettleAsync();
        await rig.UntilToldAsync("node-0", "Offline");

        await rig.HeartbeatAsync("node-0");
        await rig.UntilConditionAsync("node-0", ConditionTypes.Online, "True");
    }

    [Fact]
    public async Task Node_ThatNeverSentAHeartbeat_IsSaidToBeSo_AfterOneTimeOut()
    {
        await using OperatorRig rig = await StartAsync();
        await rig.CreateNodeAsync("mute", Keys.Of("mute"));
        await rig.UntilConditionAsync("mute", ConditionTypes.Online, "Unknown");
        await rig.PassAsync(TimeSpan.FromSeconds(31));
        await rig.UntilConditionAsync("mute", ConditionTypes.Online, "False");
        Assert.Equal("NeverSeen", (await rig.ConditionAsync("mute", ConditionTypes.Online))!.Reason);
    }

    [Fact]
    public async Task Interruption_OfTheWatch_MakesNobodyOffline_BeforeOneTimeOutHasPassed()
    {
        await using OperatorRig rig = await StartAsync();
        rig.Link.IsDown = true;
        await rig.PassAsync(TimeSpan.FromMinutes(3));
        rig.Link.IsDown = false;
        rig.Link.Writes.Clear();
        // The informers come back within their longest backoff; then a time-out begins.
        await rig.UntilAsync(() => Task.FromResult(rig.Get<Kubernetes.Informers.IInformer<k8s.Models.V1Lease>>().IsConnected), "the watch");
        await rig.PassAsync(TimeSpan.FromSeconds(28));
        Assert.Empty(rig.Link.Writes);
        Assert.Equal("True", (await rig.ConditionAsync("node-0", ConditionTypes.Online))!.Status);

        await rig.PassAsync(TimeSpan.FromSeconds(5));
        await rig.UntilConditionAsync("node-0", ConditionTypes.Online, "False");
    }

    [Fact]
    public async Task Start_OfAnOperator_KeepsWhatWasSaid_ForOneTimeOut()
    {
        await using OperatorRig first = await StartAsync();
        await using OperatorRig second = await OperatorRig.StartAsync(first);
        await second.PassAsync(TimeSpan.FromSeconds(28));
        Assert.DoesNotContain(second.Link.Writes, write => write.Resource == "meshnodes");
        await second.PassAsync(TimeSpan.FromSeconds(5));
        await second.UntilConditionAsync("node-1", ConditionTypes.Online, "False");
    }

    [Fact]
    public async Task Heartbeats_WriteNothing_WhileTheyArrive()
    {
        await using OperatorRig rig = await StartAsync();
        rig.Link.Writes.Clear();
        for (int beat = 0; beat < 10; beat++)
        {
            await rig.PassAsync(TimeSpan.FromSeconds(10));
            await rig.HeartbeatAsync("node-0");
            await rig.HeartbeatAsync("node-1");
        }

        Assert.Empty(rig.Link.Writes);
        Assert.Equal("True", (await rig.ConditionAsync("node-1", ConditionTypes.Online))!.Status);
    }

    private static async Task<OperatorRig> StartAsync()
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        foreach (MeshNode node in await rig.NodesAsync())
        {
            await rig.HeartbeatAsync(node.Metadata.Name);
            await rig.UntilConditionAsync(node.Metadata.Name, ConditionTypes.Online, "True");
        }

        await rig.SettleAsync();
        return rig;
    }
}

using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Robustness;

public sealed class ServerTests
{
    [Fact]
    public async Task Restart_OfTheServerWithItsData_IsFollowedByNoWrite()
    {
        await using OperatorRig rig = await StartAsync(6);
        for (int restart = 0; restart < 5; restart++)
        {
            rig.Api.CutWatches();
            await rig.PassAsync(TimeSpan.FromSeconds(3));
        }

        Assert.Empty(rig.Link.Writes);
        await rig.CreateNodeAsync("late", Keys.Of("late"));
        await rig.UntilMembersAsync(6);
    }

    [Fact]
    public async Task Outage_LongerThanEveryHeartbeat_RemovesNobody_AndIsFollowedByNoReplan()
    {
        await using OperatorRig rig = await StartAsync(6);
        string?[] before = await RevisionsAsync(rig);
        rig.Link.IsDown = true;
        await rig.PassAsync(TimeSpan.FromMinutes(15));
        int calls = rig.Link.Calls;
        await rig.PassAsync(TimeSpan.FromMinutes(10));
        Assert.InRange(rig.Link.Calls - calls, 1, 400);
        rig.Link.IsDown = false;
        await rig.PassAsync(TimeSpan.FromSeconds(29));
        Assert.Empty(rig.Link.Writes);
        for (int beat = 0; beat < 6; beat++)
        {
            foreach (MeshNode node in await rig.NodesAsync())
            {
                await rig.HeartbeatAsync(node.Metadata.Name);
            }

            await rig.PassAsync(TimeSpan.FromSeconds(10));
        }

        Assert.Empty(rig.Link.Writes);
        Assert.Equal(before, await RevisionsAsync(rig));
    }

    [Fact]
    public async Task Server_ThatComesBackEmpty_CausesNoHotLoop_AndARestoredBackupKeepsItsAddresses()
    {
        await using OperatorRig rig = await StartAsync(6);
        Dictionary<string, IReadOnlyList<string>> before = (await rig.NodesAsync()).ToDictionary(node => node.Metadata.Name, node => node.Spec.Addresses!);
        rig.Api.LoseData();
        int calls = rig.Link.Calls;
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(rig.Link.Writes);
        Assert.InRange(rig.Link.Calls - calls, 1, 200);

        // A backup of what people see: names and specs. A newcomer is there before all of it is back.
        await rig.CreateNodeAsync("newcomer", Keys.Of("newcomer"));
        await rig.UntilAsync(async () => (await rig.NodeAsync("newcomer")).Spec.Addresses is not null, "addresses for the newcomer");
        foreach ((string name, IReadOnlyList<string> addresses) in before)
        {
            await rig.CreateNodeAsync(name, Keys.Of(name), [.. addresses]);
        }

        await rig.UntilMembersAsync(6);
        IReadOnlyList<MeshNode> after = await rig.NodesAsync();
        Assert.Distinct(after.SelectMany(node => node.Spec.Addresses!));
        Assert.All(before, old => Assert.Equal(old.Value, after.Single(node => node.Metadata.Name == old.Key).Spec.Addresses));
    }

    [Fact]
    public async Task Conflicts_AreTriedAgain_AndNoForeignWriteIsLost()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        using var stop = new CancellationTokenSource();
        Task others = MeddleAsync(rig, stop.Token);
        await rig.CreateNodesAsync(10);
        await rig.UntilMembersAsync(9);
        await stop.CancelAsync();
        await others;
        Assert.All(await rig.NodesAsync(), node => Assert.Equal("here", node.Metadata.Labels["somebody"]));
        Assert.Distinct((await rig.NodesAsync()).SelectMany(node => node.Spec.Addresses!));
    }

    private static async Task MeddleAsync(OperatorRig rig, CancellationToken cancellationToken)
    {
        int edit = 0;
        while (!cancellationToken.IsCancellationRequested || edit == 0)
        {
            foreach (MeshNode node in await rig.NodesAsync())
            {
                var labels = new JsonObject { ["somebody"] = "here", ["edit"] = $"{++edit % 3}" };
                await rig.EditNodeAsync(node.Metadata.Name, new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels } });
            }

            await Task.Yield();
        }
    }

    private static async Task<OperatorRig> StartAsync(int count)
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(count);
        await rig.UntilMembersAsync(count - 1);
        await rig.ApplyAssignmentsAsync();
        foreach (MeshNode node in await rig.NodesAsync())
        {
            await rig.HeartbeatAsync(node.Metadata.Name);
            await rig.UntilConditionAsync(node.Metadata.Name, ConditionTypes.Online, "True");
            await rig.UntilConditionAsync(node.Metadata.Name, ConditionTypes.Ready, "True");
        }

        await rig.SettleAsync();
        rig.Link.Writes.Clear();
        return rig;
    }

    private static async Task<string?[]> RevisionsAsync(OperatorRig rig)
        => [.. (await rig.NodesAsync()).OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).Select(node => node.Status.Assignment?.Revision)];
}

using System.Text.Json.Nodes;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Topology;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("100.96.0.10", "AddressConflict")]
    [InlineData("192.0.2.7", "InvalidAddress")]
    [InlineData("100.96.0.0", "InvalidAddress")]
    [InlineData("nonsense", "InvalidAddress")]
    public async Task Address_ThatCannotBeUsed_StallsItsNodeAlone(string address, string reason)
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodeAsync("a", Keys.Of("a"), "100.96.0.10");
        await rig.CreateNodeAsync("b", Keys.Of("b"));
        await rig.UntilMembersAsync(1);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.CreateNodeAsync("c", Keys.Of("c"), address);
        await rig.UntilConditionAsync("c", ConditionTypes.Stalled, "True");
        Assert.Equal(reason, (await rig.ConditionAsync("c", ConditionTypes.Ready))!.Reason);
        await rig.SettleAsync();
        await rig.UntilToldAsync("c", reason);
        Assert.Equal("b", Assert.Single((await rig.NodeAsync("a")).Status.Assignment!.Members).Name);
        Assert.Empty((await rig.NodeAsync("c")).Status.Assignment!.Members);
    }

    [Fact]
    public async Task PublicKey_ClaimedByASecondNode_StaysWithItsFirstHolder()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(3);
        await rig.UntilMembersAsync(2);
        await rig.ReportAsync("node-0", new JsonObject { ["publicKey"] = Keys.Of("2") });
        await rig.UntilConditionAsync("node-0", ConditionTypes.Stalled, "True");
        Assert.Equal("PublicKeyConflict", (await rig.ConditionAsync("node-0", ConditionTypes.Ready))!.Reason);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Assignment!.Members is [{ Name: "node-2" }], "node-1 to know node-2 alone");

        await rig.ReportAsync("node-0", new JsonObject { ["publicKey"] = Keys.Of("new") });
        await rig.UntilMembersAsync(2);
        Assert.Equal("False", (await rig.ConditionAsync("node-0", ConditionTypes.Stalled))!.Status);
    }

    [Fact]
    public async Task Endpoint_ThatCannotBeRead_IsSaid_AndTheNodeStaysAPeer()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        await rig.EditNodeAsync("node-0", new JsonObject { ["spec"] = new JsonObject { ["endpoint"] = "203.0.113.1" } });
        await rig.UntilConditionAsync("node-0", ConditionTypes.Stalled, "True");
        Assert.Equal("InvalidEndpoint", (await rig.ConditionAsync("node-0", ConditionTypes.Ready))!.Reason);
        await rig.UntilMembersAsync(1);
    }

    [Fact]
    public async Task Addresses_ThatRunOut_AreSaidOnTheNodeThatGetsNone()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync(options: new OperatorRigOptions { Cidrs = ["100.96.0.0/30"] });
        await rig.CreateNodesAsync(1);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-0")).Spec.Addresses?.Count == 1, "the only address");
        await rig.CreateNodeAsync("late", Keys.Of("late"));
        await rig.UntilConditionAsync("late", ConditionTypes.Stalled, "True");
        Assert.Equal("AddressesExhausted", (await rig.ConditionAsync("late", ConditionTypes.Ready))!.Reason);

        await rig.DeleteNodeAsync("node-0");
        await rig.UntilAsync(async () => (await rig.NodeAsync("late")).Spec.Addresses?.Count == 1, "the address that became free");
    }
}

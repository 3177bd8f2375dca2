using System.Text.Json.Nodes;
using MeshGate.Core.Nodes;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Nodes;

public sealed class SettledFieldsTests
{
    [Fact]
    public async Task Node_IsRefused_WhileItsAddressesAreNotThoseItJoinedWith()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Settled?.Addresses is { Count: 2 }, "settled addresses");
        IReadOnlyList<string> joined = (await rig.NodeAsync("node-1")).Spec.Addresses!;
        Assert.Equal(joined, (await rig.NodeAsync("node-1")).Status.Settled!.Addresses);

        await rig.EditNodeAsync("node-1", Spec(new JsonObject { ["addresses"] = new JsonArray("100.96.200.1") }));
        await rig.UntilAsync(async () => (await rig.ConditionAsync("node-1", ConditionTypes.Ready))?.Reason == "InvalidAddress", "the refusal");
        Assert.StartsWith(
            $"spec.addresses: {NodeRules.AddressesImmutable}. The node joined with {joined[0]} and {joined[1]}:",
            (await rig.ConditionAsync("node-1", ConditionTypes.Ready))!.Message,
            StringComparison.Ordinal);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-0")).Status.Assignment!.Members.Count == 0, "no peer with the new address");

        // It stays refused, pass after pass and for a new operator.
        await rig.SettleAsync();
        Assert.Equal("InvalidAddress", (await rig.ConditionAsync("node-1", ConditionTypes.Ready))!.Reason);
        Assert.Equal(joined, (await rig.NodeAsync("node-1")).Status.Settled!.Addresses);

        await rig.EditNodeAsync("node-1", Spec(new JsonObject { ["addresses"] = new JsonArray([.. joined.Select(address => (JsonNode)address)]) }));
        await rig.UntilMembersAsync(1);
    }

    [Fact]
    public async Task Node_StaysAPeerAndIsTold_WhenItsNodeNameChanges()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.EditNodeAsync("node-1", Spec(new JsonObject { ["nodeName"] = "worker-1" }));
        await rig.UntilMembersAsync(1);
        await rig.UntilAsync(async () => (await rig.NodeAsync("node-1")).Status.Settled?.NodeName == "worker-1", "a settled Node");

        await rig.EditNodeAsync("node-1", Spec(new JsonObject { ["nodeName"] = "worker-2" }));
        await rig.UntilAsync(async () => (await rig.ConditionAsync("node-1", ConditionTypes.Ready))?.Reason == "InvalidSpec", "the verdict");
        Assert.StartsWith($"spec.nodeName: {NodeRules.NodeNameImmutable}.", (await rig.ConditionAsync("node-1", ConditionTypes.Ready))!.Message, StringComparison.Ordinal);
        Assert.Single((await rig.NodeAsync("node-0")).Status.Assignment!.Members);
    }

    private static JsonObject Spec(JsonObject spec) => new() { ["spec"] = spec };
}

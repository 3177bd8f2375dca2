using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;
using MeshGate.Operator.Tests.Fakes;
using MeshGate.Operator.Turn;

namespace MeshGate.Operator.Tests.Turn;

public sealed class TurnPolicyTests
{
    private const string Secret = "s3cret of coturn";

    [Fact]
    public async Task Policy_GivesEveryNodeItsCredentials_AndWritesThemOnce()
    {
        await using OperatorRig rig = await StartAsync();
        await CreatePolicyAsync(rig);
        await CreateSecretAsync(rig, Secret);
        await rig.UntilAsync(async () => await ServersOfAsync(rig, "node-0") is { Count: 1 } && await ServersOfAsync(rig, "node-1") is { Count: 1 }, "credentials");
        await rig.UntilAsync(async () => (await ConditionAsync(rig))?.Status == "True", "the condition");
        TurnServerAssignment first = (await ServersOfAsync(rig, "node-0"))![0];
        string? revision = (await rig.NodeAsync("node-0")).Status.Assignment!.Revision;

        await rig.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(first, (await ServersOfAsync(rig, "node-0"))![0]);
        Assert.Equal(revision, (await rig.NodeAsync("node-0")).Status.Assignment!.Revision);
        Assert.NotEqual(first.Sealed, (await ServersOfAsync(rig, "node-1"))![0].Sealed);
        Assert.DoesNotContain(Secret, rig.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_SaysWhatIsWrong_WithTheFieldsName()
    {
        await using OperatorRig rig = await StartAsync();
        await CreatePolicyAsync(rig);
        await rig.UntilAsync(async () => (await ConditionAsync(rig))?.Status == "False", "the condition");
        Assert.Contains("spec.natTraversal.turnServers[0].secretRef.name: there is no Secret 'coturn' in namespace", (await ConditionAsync(rig))!.Message, StringComparison.Ordinal);
        Assert.Null(await ServersOfAsync(rig, "node-0"));

        await CreateSecretAsync(rig, string.Empty);
        await rig.PassAsync(TurnSecrets.ReadInterval);
        await rig.UntilAsync(async () => (await ConditionAsync(rig))!.Message.Contains("secretRef.key: the value of 'secret'", StringComparison.Ordinal), "the other condition");
    }

    [Fact]
    public async Task Policy_IsFollowed_WhenTheSecretChanges()
    {
        await using OperatorRig rig = await StartAsync();
        await CreateSecretAsync(rig, Secret);
        await CreatePolicyAsync(rig);
        await rig.UntilAsync(async () => await ServersOfAsync(rig, "node-0") is { Count: 1 }, "credentials");
        TurnServerAssignment first = (await ServersOfAsync(rig, "node-0"))![0];

        await rig.Api.DeleteAsync(Resources.Secrets, Name(rig), TestContext.Current.CancellationToken);
        await CreateSecretAsync(rig, "another secret");
        await rig.PassAsync(TurnSecrets.ReadInterval);
        await rig.UntilAsync(async () => (await ServersOfAsync(rig, "node-0"))?[0] is { } now && now != first, "other credentials");
    }

    private static NamespacedName Name(OperatorRig rig) => new(rig.Get<Operator.Hosting.OperatorOptions>().OperatorNamespace, "coturn");

    private static async Task<OperatorRig> StartAsync()
    {
        OperatorRig rig = await OperatorRig.StartAsync();
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        return rig;
    }

    private static Task<V1Secret> CreateSecretAsync(OperatorRig rig, string value) => rig.Api.CreateAsync(
        Resources.Secrets,
        new V1Secret { Metadata = new V1ObjectMeta { Name = "coturn", NamespaceProperty = Name(rig).Namespace }, Data = new Dictionary<string, byte[]> { ["secret"] = System.Text.Encoding.UTF8.GetBytes(value + "\n") } },
        TestContext.Current.CancellationToken);

    private static Task<MeshPolicy> CreatePolicyAsync(OperatorRig rig) => rig.Api.CreateAsync(
        Resources.MeshPolicies,
        new MeshPolicy
        {
            Metadata = new V1ObjectMeta { Name = "p" },
            Spec = new MeshPolicySpec { NatTraversal = new NatTraversalSettings { TurnServers = [new TurnServerReference { Address = "turn.example.org:3478", SecretRef = new SecretReference { Name = "coturn" } }] } },
        },
        TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<TurnServerAssignment>?> ServersOfAsync(OperatorRig rig, string node) => (await rig.NodeAsync(node)).Status.Assignment?.TurnServers;

    private static async Task<Condition?> ConditionAsync(OperatorRig rig)
        => ConditionList.Find((await rig.Api.GetAsync(Resources.MeshPolicies, NamespacedName.Cluster("p"), TestContext.Current.CancellationToken))?.Status?.Conditions, ConditionTypes.TurnReady);
}

using MeshGate.Contract.Tests.Servers;
using MeshGate.Contract.Tests.Wire;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Who may do what, with the roles of <c>config/rbac</c>.</summary>
public abstract class AccessContract(IContractServer server) : Contract(server)
{
    private const string Policies = "/apis/meshgate.io/v1alpha1/meshpolicies";
    private const string Secrets = "/api/v1/namespaces/default/secrets";

    [Fact]
    public async Task Request_AnswersUnauthorized_WhenTheTokenIsUnknown()
    {
        using var stranger = new WireClient(Server, "no-such-token");

        Assert.Equal("Unauthorized", (await stranger.GetAsync(Nodes)).Expect(401).Reason);
    }

    [Fact]
    public async Task Readiness_IsToldToAnybody()
    {
        using var http = new HttpClient(WireClient.Handler(Server.AuthorityPem)) { BaseAddress = Server.Address };

        Assert.Equal("ok", await http.GetStringAsync(new Uri("/readyz", UriKind.Relative), Cancelled));
    }

    [Fact]
    public async Task Operator_DoesItsWork()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        (await Operator.GetAsync(Nodes)).Expect(200);
        (await Operator.GetAsync(Policies)).Expect(200);
        (await Operator.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4000}}""")).Expect(200);
        (await Operator.MergeAsync($"{Nodes}/{name}/status", """{"status":{"observedGeneration":1}}""")).Expect(200);
        (await Operator.GetAsync(Leases)).Expect(200);
        (await Operator.PostAsync(OperatorLeases, Lease(NewName("lease")))).Expect(201);
        (await Operator.PostAsync(
            "/api/v1/namespaces/default/events",
            $$$"""{"apiVersion":"v1","kind":"Event","metadata":{"name":"{{{NewName("event")}}}"},"involvedObject":{"kind":"MeshNode","name":"{{{name}}}"}}""")).Expect(201);
    }

    [Fact]
    public async Task Operator_IsRefusedWhatItsRolesDoNotSay()
    {
        AssertRefused(await Operator.PostAsync(Secrets, $$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{{NewName("s")}}}"}}"""), "create", "secrets");
        AssertRefused(await Operator.DeleteAsync($"{Policies}/{NewName()}"), "delete", "meshpolicies");
        AssertRefused(await Operator.DeleteAsync($"/api/v1/nodes/{NewName()}"), "delete", "nodes");
        AssertRefused(await Operator.GetAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles"), "list", "clusterroles");
    }

    [Fact]
    public async Task Daemon_DoesItsWork()
    {
        if ((await Admin.GetAsync($"{Nodes}/{IContractServer.DaemonNode}")).Code == 404)
        {
            await CreateNodeAsync(IContractServer.DaemonNode);
        }

        (await Daemon.GetAsync($"{Nodes}/{IContractServer.DaemonNode}")).Expect(200);
        (await Daemon.MergeAsync($"{Nodes}/{IContractServer.DaemonNode}/status", """{"status":{"agent":{"appliedRevision":"1"}}}""")).Expect(200);
        using var watch = await Daemon.WatchAsync($"{Nodes}?watch=1&fieldSelector=metadata.name%3D{IContractServer.DaemonNode}");
        Assert.Equal($"ADDED {IContractServer.DaemonNode}", await watch.TellAsync());
        Assert.Contains((await Daemon.PostAsync(Leases, Lease(IContractServer.DaemonNode))).Code, (int[])[201, 409]);
        (await Daemon.MergeAsync($"{Leases}/{IContractServer.DaemonNode}", """{"spec":{"holderIdentity":"a"}}""")).Expect(200);
    }

    [Fact]
    public async Task Daemon_IsRefusedWhatItsRolesDoNotSay()
    {
        AssertRefused(await Daemon.MergeAsync($"{Nodes}/{IContractServer.DaemonNode}", """{"spec":{"listenPort":4000}}"""), "patch", "meshnodes");
        AssertRefused(await Daemon.PostAsync(Nodes, Node(NewName())), "create", "meshnodes");
        AssertRefused(await Daemon.DeleteAsync($"{Nodes}/{IContractServer.DaemonNode}"), "delete", "meshnodes");
        AssertRefused(await Daemon.GetAsync(Policies), "list", "meshpolicies");
        AssertRefused(await Daemon.GetAsync(Secrets), "list", "secrets");
        AssertRefused(await Daemon.GetAsync(Leases), "list", "leases");
        AssertRefused(await Daemon.GetAsync("/api/v1/nodes"), "list", "nodes");
        AssertRefused(await Daemon.DeleteAsync($"{Leases}/{IContractServer.DaemonNode}"), "delete", "leases");
    }

    [ContractFact(Capability.ServiceAccountTokens)]
    public async Task ServiceAccount_UsesTheTokenThatWasMadeForIt()
    {
        var asked = (await Admin.PostAsync(
            $"/api/v1/namespaces/{MeshGateApi.OperatorNamespace}/serviceaccounts/meshgate-operator/token",
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":600}}""")).Expect(201);
        using var account = new WireClient(Server, (string)asked["status.token"]!);

        (await account.GetAsync(Nodes)).Expect(200);
        AssertRefused(
            await account.PostAsync($"/apis/{MeshGateApi.GroupVersion}/meshpolicies", """{"apiVersion":"meshgate.io/v1alpha1","kind":"MeshPolicy","metadata":{"name":"by-the-operator"},"spec":{}}"""),
            "create",
            "meshpolicies");
    }

    private static void AssertRefused(WireAnswer answer, string verb, string resource)
    {
        Assert.Equal("Forbidden", answer.Expect(403).Reason);
        Assert.Contains($"cannot {verb} resource \"{resource}\"", answer.Message, StringComparison.Ordinal);
    }
}

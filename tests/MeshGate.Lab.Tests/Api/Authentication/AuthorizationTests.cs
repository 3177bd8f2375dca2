namespace MeshGate.Lab.Tests.Api.Authentication;

public sealed class AuthorizationTests
{
    [Fact]
    public async Task Request_IsUnauthorized_WithoutAKnownToken()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using ApiClient nobody = host.Client(null);
        using ApiClient stranger = host.Client("admin-toke");

        foreach (ApiClient client in (ApiClient[])[nobody, stranger])
        {
            ApiAnswer answer = await client.GetAsync(ApiClient.Nodes);
            Assert.Equal((401, "Unauthorized"), (answer.Code, answer.Reason));
            Assert.Equal(401, (await client.GetAsync("/apis")).Code);
        }
    }

    [Fact]
    public async Task Daemon_MayReadAllNodesAndWriteItsOwnStatusAndLease()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");

        Assert.Equal(200, (await host.Daemon.GetAsync(ApiClient.Nodes + "/b")).Code);
        Assert.Equal(["a", "b"], (await host.Daemon.GetAsync(ApiClient.Nodes)).Names);
        Assert.Equal(200, (await host.Daemon.MergeAsync(ApiClient.Nodes + "/a/status", """{"status":{"publicKey":"k"}}""")).Code);
        Assert.Equal(201, (await host.Daemon.PostAsync(ApiClient.Leases, """{"metadata":{"name":"a"},"spec":{"holderIdentity":"a","leaseDurationSeconds":40}}""")).Code);
        Assert.Equal(200, (await host.Daemon.MergeAsync(ApiClient.Leases + "/a", """{"spec":{"renewTime":"2026-01-01T00:00:00.000000Z"}}""")).Code);
        Assert.Equal(200, (await host.Daemon.GetAsync(ApiClient.Leases + "/a")).Code);
    }

    [Fact]
    public async Task Daemon_IsForbidden_WhenItTouchesAnythingElse()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");
        await host.Admin.PostAsync(ApiClient.Leases, """{"metadata":{"name":"b"}}""");

        ApiAnswer[] answers =
        [
            await host.Daemon.MergeAsync(ApiClient.Nodes + "/b/status", "{}"),
            await host.Daemon.MergeAsync(ApiClient.Nodes + "/a", "{}"),
            await host.Daemon.PostAsync(ApiClient.Nodes, ApiClient.Node("c")),
            await host.Daemon.DeleteAsync(ApiClient.Nodes + "/a"),
            await host.Daemon.DeleteAsync(ApiClient.Nodes),
            await host.Daemon.PostAsync(ApiClient.Leases, """{"metadata":{"name":"c"}}"""),
            await host.Daemon.PostAsync(ApiClient.Leases, """{"metadata":{"generateName":"a"}}"""),
            await host.Daemon.GetAsync(ApiClient.Leases),
            await host.Daemon.GetAsync(ApiClient.Leases + "/b"),
            await host.Daemon.MergeAsync(ApiClient.Leases + "/b", "{}"),
            await host.Daemon.DeleteAsync(ApiClient.Leases + "/a"),
            await host.Daemon.GetAsync("/api/v1/namespaces/default/secrets"),
            await host.Daemon.GetAsync("/api/v1/nodes"),
        ];

        Assert.All(answers, answer => Assert.Equal((403, "Forbidden"), (answer.Code, answer.Reason)));
        Assert.Equal(
            "meshnodes.meshgate.io \"b\" is forbidden: User \"system:meshgate:node:a\" cannot patch resource \"meshnodes/status\" in API group \"meshgate.io\" at the cluster scope: the token is bound to node \"a\"",
            answers[0].Message);
        Assert.Equal(
            "secrets is forbidden: User \"system:meshgate:node:a\" cannot list resource \"secrets\" in API group \"\" in the namespace \"default\"", answers[11].Message);
    }

    [Fact]
    public async Task Daemon_CannotReachAnotherObject_ByTheBody()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        await host.Admin.CreateNodeAsync("b");

        ApiAnswer answer = await host.Daemon.MergeAsync(ApiClient.Nodes + "/a/status", """{"metadata":{"name":"b"},"status":{"publicKey":"k"}}""");

        Assert.Equal(400, answer.Code);
        Assert.Null((await host.Admin.GetAsync(ApiClient.Nodes + "/b"))["status.publicKey"]);
    }

    [Fact]
    public async Task Operator_MayDoWhatItNeedsAndNoMore()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        await host.Operator.CreateNodeAsync("a");
        Assert.Equal(201, (await host.Operator.PostAsync(ApiClient.Leases, """{"metadata":{"name":"leader"}}""")).Code);
        Assert.Equal(201, (await host.Operator.PostAsync("/api/v1/namespaces/default/events", """{"metadata":{"name":"e"},"involvedObject":{"kind":"MeshNode","name":"a"}}""")).Code);
        Assert.Equal(200, (await host.Operator.GetAsync("/api/v1/nodes")).Code);
        Assert.Equal(403, (await host.Operator.PostAsync("/api/v1/nodes", """{"metadata":{"name":"n"}}""")).Code);
        Assert.Equal(403, (await host.Operator.PostAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"s"}}""")).Code);
        Assert.Equal(403, (await host.Operator.PostAsync("/meshgate/compact", "")).Code);
    }
}

using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Kinds of Kubernetes itself that MeshGate uses: Leases, Events, Nodes, Secrets.</summary>
public abstract class BuiltinContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Lease_IsRenewedByItsHolder_AndAStaleRenewalConflicts()
    {
        var name = NewName("lease");
        const string Spec = """{"holderIdentity":"a","leaseDurationSeconds":15,"renewTime":"2026-01-02T03:04:05.678901Z"}""";
        var created = (await Admin.PostAsync(Leases, Lease(name, Spec))).Expect(201);
        Assert.Equal("2026-01-02T03:04:05.678901Z", (string?)created["spec.renewTime"]);
        (await Admin.PostAsync(Leases, Lease(name, Spec))).Expect(409);

        var renewed = (await Admin.MergeAsync(
            $"{Leases}/{name}", $$$"""{"metadata":{"resourceVersion":"{{{created.Version}}}"},"spec":{"renewTime":"2026-01-02T03:04:06.000000Z"}}""")).Expect(200);
        Assert.Equal("2026-01-02T03:04:06.000000Z", (string?)renewed["spec.renewTime"]);
        Assert.Equal("a", (string?)renewed["spec.holderIdentity"]);

        var stale = await Admin.MergeAsync(
            $"{Leases}/{name}", $$$"""{"metadata":{"resourceVersion":"{{{created.Version}}}"},"spec":{"holderIdentity":"b"}}""");
        Assert.Equal("Conflict", stale.Expect(409).Reason);
        (await Admin.PutAsync($"{Leases}/{name}", created.Body)).Expect(409);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:06Z")]
    [InlineData("2026-01-02T03:04:06.789Z")]
    [InlineData("now")]
    public async Task Lease_IsRefused_WhenATimeHasNotSixDigitsOfASecond(string time) =>
        (await Admin.PostAsync(Leases, Lease(NewName("lease"), $$"""{"renewTime":"{{time}}"}"""))).Expect(400);

    [Theory]
    [InlineData("""{"leaseDurationSeconds":0}""", "spec.leaseDurationSeconds")]
    [InlineData("""{"leaseTransitions":-1}""", "spec.leaseTransitions")]
    public async Task Lease_IsRefused_WhenANumberIsOutOfRange(string spec, string field) =>
        Assert.Contains(field, (await Admin.PostAsync(Leases, Lease(NewName("lease"), spec))).Expect(422).Fields);

    [Fact]
    public async Task Lease_IsRefused_WhenItsNamespaceDoesNotExist() => (await Admin.PostAsync(
        "/apis/coordination.k8s.io/v1/namespaces/nowhere/leases", Lease(NewName("lease")))).Expect(404);

    [Fact]
    public async Task Lease_IsWatchedByName()
    {
        var name = NewName("lease");
        var from = (await Admin.GetAsync(Leases)).Expect(200).Version;
        using var watch = await Admin.WatchAsync($"{Leases}?watch=1&resourceVersion={from}&fieldSelector=metadata.name%3D{name}");

        (await Admin.PostAsync(Leases, Lease(NewName("lease")))).Expect(201);
        (await Admin.PostAsync(Leases, Lease(name))).Expect(201);

        Assert.Equal($"ADDED {name}", await watch.TellAsync());
    }

    [Fact]
    public async Task Node_KeepsLabelsAndReportsAddressesInItsStatus()
    {
        var name = NewName("worker");
        (await Admin.PostAsync("/api/v1/nodes", $$$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{{name}}}}","labels":{"mesh":"{{{{name}}}}"}}}""")).Expect(201);
        (await Admin.MergeAsync(
            $"/api/v1/nodes/{name}/status", """{"status":{"addresses":[{"type":"InternalIP","address":"10.0.0.1"}]}}""")).Expect(200);

        var node = Assert.Single((await Admin.GetAsync($"/api/v1/nodes?labelSelector=mesh%3D{name}")).Expect(200).Items);
        Assert.Equal("10.0.0.1", (string?)node["status"]!["addresses"]![0]!["address"]);
        using var watch = await Admin.WatchAsync($"/api/v1/nodes?watch=1&fieldSelector=metadata.name%3D{name}");
        Assert.Equal($"ADDED {name}", await watch.TellAsync());
        (await Admin.DeleteAsync($"/api/v1/nodes/{name}")).Expect(200);
        Assert.Equal($"DELETED {name}", await watch.TellAsync());
    }

    [Fact]
    public async Task Secret_IsReadBackAsBase64()
    {
        var name = NewName("secret");
        (await Admin.PostAsync(
            "/api/v1/namespaces/default/secrets",
            $$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{{name}}}"},"stringData":{"user":"a"},"data":{"password":"Yg=="}}""")).Expect(201);

        var secret = (await Admin.GetAsync($"/api/v1/namespaces/default/secrets/{name}")).Expect(200);

        Assert.Equal(("YQ==", "Yg==", "Opaque"), ((string?)secret["data.user"], (string?)secret["data.password"], (string?)secret["type"]));
        Assert.Null(secret["stringData"]);
        (await Admin.PostAsync(
            "/api/v1/namespaces/default/secrets",
            $$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"{{{NewName("secret")}}}"},"data":{"password":"not base64!"}}""")).Expect(400);
    }

    [Fact]
    public async Task Event_MustBeInTheNamespaceOfItsObject()
    {
        static string Event(string name, string ns) =>
            $$$"""{"apiVersion":"v1","kind":"Event","metadata":{"name":"{{{name}}}"},"involvedObject":{"kind":"MeshNode","name":"a","namespace":"{{{ns}}}"},"reason":"R","message":"m","type":"Normal"}""";

        (await Admin.PostAsync("/api/v1/namespaces/default/events", Event(NewName("event"), string.Empty))).Expect(201);
        (await Admin.PostAsync("/api/v1/namespaces/default/events", Event(NewName("event"), "kube-system"))).Expect(422);
    }
}

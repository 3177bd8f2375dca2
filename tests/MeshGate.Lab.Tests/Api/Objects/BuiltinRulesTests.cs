namespace MeshGate.Lab.Tests.Api.Objects;

public sealed class BuiltinRulesTests
{
    private const string Core = "/api/v1/namespaces/default/";

    [Fact]
    public async Task Secret_MovesStringDataIntoData()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(Core + "secrets", """{"metadata":{"name":"s"},"data":{"a":"YQ==","b":"Yg=="},"stringData":{"b":"new"}}""");

        Assert.Equal("""{"a":"YQ==","b":"bmV3"}""", answer["data"]!.ToJsonString());
        Assert.Null(answer["stringData"]);
        Assert.Equal("Opaque", (string?)answer["type"]);
    }

    [Theory]
    [InlineData("configmaps", """{"metadata":{"name":"x"},"data":{"a":7}}""", "data[a]")]
    [InlineData("events", """{"metadata":{"name":"x"}}""", "involvedObject")]
    [InlineData("events", """{"metadata":{"name":"x"},"involvedObject":{"namespace":"elsewhere"}}""", "involvedObject.namespace")]
    [InlineData("events", """{"metadata":{"name":"x"},"involvedObject":{},"type":"Odd"}""", "type")]
    [InlineData("configmaps", """{"metadata":{"name":"x","labels":{"-":"b"}}}""", "metadata.labels")]
    [InlineData("configmaps", """{"metadata":{"name":"x","labels":{"a":"not a value"}}}""", "metadata.labels")]
    [InlineData("configmaps", """{"metadata":{"name":"x","annotations":{"a b":""}}}""", "metadata.annotations")]
    [InlineData("configmaps", """{"metadata":{"name":"x","finalizers":["a b"]}}""", "metadata.finalizers")]
    public async Task Create_IsInvalid_WhenAFieldIsWrong(string plural, string body, string field)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(Core + plural, body);

        Assert.Equal((422, field), (answer.Code, (string?)answer["details.causes.0.field"]));
    }

    [Theory]
    [InlineData(Core + "secrets", """{"metadata":{"name":"x"},"data":{"a":"not base64!"}}""", "data[a]")]
    [InlineData(ApiClient.Leases, """{"metadata":{"name":"x"},"spec":{"renewTime":"now"}}""", "spec.renewTime")]
    public async Task Create_IsABadRequest_WhenAFieldCannotBeRead(string path, string body, string field)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(path, body);

        Assert.Equal(400, answer.Code);
        Assert.Contains(field, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_IsNotRepeated_WhenItIsRefused()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(Core + "secrets", """{"metadata":{"name":"x"},"data":{"a":"hush hush"}}""");

        Assert.DoesNotContain("hush", answer.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"leaseDurationSeconds":0}""", "spec.leaseDurationSeconds")]
    [InlineData("""{"leaseTransitions":-1}""", "spec.leaseTransitions")]
    public async Task Lease_IsInvalid_WhenAFieldIsOutOfRange(string spec, string field)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync(ApiClient.Leases, $$"""{"metadata":{"name":"x"},"spec":{{spec}}}""");

        Assert.Equal((422, field), (answer.Code, (string?)answer["details.causes.0.field"]));
    }

    [Fact]
    public async Task Namespace_HasAPhaseAndALabel()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"meshgate-system"}}""");

        Assert.Equal(("Active", "meshgate-system"), ((string?)answer["status.phase"], (string?)answer.Body["metadata"]!["labels"]!["kubernetes.io/metadata.name"]));
        Assert.Equal(422, (await host.Admin.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"a.b"}}""")).Code);
    }

    [Fact]
    public async Task Events_AreSelected_ByWhatTheyAreAbout()
    {
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.PostAsync(Core + "events", """{"metadata":{"name":"e1"},"involvedObject":{"kind":"MeshNode","name":"a","uid":"1"},"type":"Normal"}""");
        await host.Admin.PostAsync(Core + "events", """{"metadata":{"name":"e2"},"involvedObject":{"kind":"MeshNode","name":"b","uid":"2"},"type":"Warning"}""");

        Assert.Equal(["e2"], (await host.Admin.GetAsync("/api/v1/events?fieldSelector=involvedObject.name%3Db,involvedObject.kind%3DMeshNode")).Names);
        Assert.Equal(["e1"], (await host.Admin.GetAsync("/api/v1/events?fieldSelector=type!%3DWarning")).Names);
    }
}

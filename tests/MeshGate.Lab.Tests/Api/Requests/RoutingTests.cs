namespace MeshGate.Lab.Tests.Api.Requests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("/nonsense")]
    [InlineData("/apis/meshgate.io/v1alpha1/nonsense")]
    [InlineData("/apis/meshgate.io/v9/meshnodes")]
    [InlineData("/apis/meshgate.io/v1alpha1/namespaces/default/meshnodes")]
    [InlineData("/api/v1/configmaps/a")]
    [InlineData("/apis/meshgate.io/v1alpha1/meshnodes/a/scale")]
    [InlineData("/apis/a/b/c/d/e/f/g/h")]
    public async Task Get_IsNotFound_WhenNothingIsServedThere(string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.GetAsync(path);

        Assert.Equal((404, "the server could not find the requested resource"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Get_RefusesAdmissionPolicies_ByName()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        ApiAnswer answer = await host.Admin.GetAsync("/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies");

        Assert.Equal(404, answer.Code);
        Assert.Contains("validatingadmissionpolicies.admissionregistration.k8s.io", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_AreNotAllowed_WhereTheyMeanNothing()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        Assert.Equal(405, (await host.Admin.PutAsync(ApiClient.Nodes, "{}")).Code);
        Assert.Equal(405, (await host.Admin.PostAsync(ApiClient.Nodes + "/a", "{}")).Code);
        Assert.Equal(405, (await host.Admin.PostAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"a"}}""")).Code);
        Assert.Equal(405, (await host.Admin.PostAsync("/apis", "{}")).Code);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task Health_IsOk_WithoutAToken(string path)
    {
        await using ApiHost host = await ApiHost.StartAsync();
        using ApiClient nobody = host.Client(null);

        Assert.Equal("ok", await nobody.GetTextAsync(path));
    }
}

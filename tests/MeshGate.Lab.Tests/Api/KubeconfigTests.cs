using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api;

public sealed class KubeconfigTests
{
    [Fact]
    public async Task WriteKubeconfig_BearsAddressAuthorityAndToken()
    {
        using var directory = new TemporaryDirectory();
        await using ApiHost host = await ApiHost.StartAsync();

        host.Server.WriteKubeconfig(directory.File("config"), "admin");
        host.Server.WriteKubeconfig(directory.File("other"), "admin", new Uri("https://192.0.2.1:6443/"));

        JsonNode config = JsonNode.Parse(await File.ReadAllTextAsync(directory.File("config"), TestContext.Current.CancellationToken))!;
        Assert.Equal(host.Server.Address.GetLeftPart(UriPartial.Authority), (string?)config["clusters"]![0]!["cluster"]!["server"]);
        Assert.Equal("admin-token", (string?)config["users"]![0]!["user"]!["token"]);
        Assert.Contains("https://192.0.2.1:6443\"", await File.ReadAllTextAsync(directory.File("other"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => host.Server.WriteKubeconfig(directory.File("none"), "nobody"));
    }
}

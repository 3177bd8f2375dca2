using MeshGate.Cli.Joining;
using MeshGate.Kubernetes.Connection;

namespace MeshGate.Cli.Tests.Joining;

/// <summary>What a machine outside the cluster is given.</summary>
public sealed class JoinTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("meshgate-join");

    [Fact]
    public void Kubeconfig_IsReadByTheDaemon()
    {
        string file = Path.Combine(_directory.FullName, "laptop.kubeconfig");
        File.WriteAllText(file, new JoinKubeconfig(new Uri("https://api.example.org:6443"), null, "kubernetes", "laptop", "abc.def.ghi").Write());

        var connection = KubernetesConnection.FromKubeconfig(file);

        Assert.Equal(new Uri("https://api.example.org:6443"), connection.Server);
        Assert.Equal("kubernetes", connection.TlsServerName);
        Assert.Equal("abc.def.ghi", connection.BearerToken);
    }

    [Fact]
    public void Kubeconfig_DoesNotPrintItsToken()
        => Assert.DoesNotContain("abc.def.ghi", new JoinKubeconfig(new Uri("https://192.0.2.1"), null, null, "laptop", "abc.def.ghi").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Role_LetsTheAccountAskForItsOwnTokensAlone()
    {
        var objects = new JoinObjects("laptop");

        var rule = Assert.Single(objects.Role("uid-1").Rules);
        Assert.Equal(["serviceaccounts/token"], rule.Resources);
        Assert.Equal(["meshgate-noded-laptop"], rule.ResourceNames);
        Assert.Equal(["create"], rule.Verbs);
        Assert.Equal("meshgate-noded-laptop", Assert.Single(objects.Binding("uid-1").Subjects).Name);
        Assert.False(objects.ServiceAccount("uid-1").AutomountServiceAccountToken);
        Assert.Equal("uid-1", Assert.Single(objects.ServiceAccount("uid-1").Metadata.OwnerReferences).Uid);
    }

    [Theory]
    [InlineData("Laptop")]
    [InlineData("../x")]
    [InlineData("")]
    public void Command_RefusesWhatIsNoName(string name)
        => Assert.NotEmpty(MeshGateCommand.Create().Parse(["join-token", name]).Errors);

    [Theory]
    [InlineData("5m")]
    [InlineData("10000h")]
    [InlineData("soon")]
    public void Command_RefusesWhatIsNoLife(string duration)
        => Assert.NotEmpty(MeshGateCommand.Create().Parse(["join-token", "laptop", "--duration", duration]).Errors);

    [Theory]
    [InlineData("https://192.0.2.10:6443", true)]
    [InlineData("api.example.org", false)]
    [InlineData("ftp://api.example.org", false)]
    public void Command_TakesTheServersAddress(string server, bool isTaken)
        => Assert.Equal(isTaken, MeshGateCommand.Create().Parse(["join-token", "laptop", "--server", server]).Errors.Count == 0);

    public void Dispose() => _directory.Delete(recursive: true);
}

using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Cluster;

namespace MeshGate.Contract.Tests.Servers;

/// <summary>A real kube-apiserver with etcd.</summary>
public sealed class RealServer : IContractServer, IAsyncLifetime
{
    /// <summary>What this server is too old for, so that its contract leaves it out.</summary>
    public static readonly IReadOnlyCollection<Capability> Lacks = RealServerVersion.Lacks();

    private static readonly ClusterUser Operator = ClusterUser.ServiceAccount(MeshGateApi.OperatorNamespace, "meshgate-operator");
    private static readonly ClusterUser Daemon = ClusterUser.ServiceAccount(
        MeshGateApi.DefaultNamespace, $"{MeshGateApi.DaemonAccount}-{IContractServer.DaemonNode}");
    private RealApiServer? _server;

    public Uri Address => Server.Address;

    public string AuthorityPem => File.ReadAllText(Server.AuthorityFile);

    private RealApiServer Server => _server ?? throw new InvalidOperationException("the server does not run");

    public string Token(ContractUser user) => user switch
    {
        ContractUser.Admin => Server.Administrator.Token,
        ContractUser.Operator => Operator.Token,
        _ => Daemon.Token,
    };

    public void Require()
    {
        const string Missing = $"This test needs {ClusterAssets.Hint}.";
        if (_server is null && Environment.GetEnvironmentVariable("MESHGATE_REQUIRE_ALL") == "1")
        {
            Assert.Fail(Missing);
        }

        Assert.SkipWhen(_server is null, Missing);
    }

    public Task KillAsync() => Server.KillAsync();

    /// <summary>Starts the server and waits until it takes watches too: newer ones answer 429 while they fill their caches.</summary>
    public async Task StartAsync()
    {
        await Server.StartAsync();
        using var client = Server.CreateClient();
        await Faults.InformerProbe.UntilAsync(
            () => client.IsReadyAsync($"{Wire.WireClient.Nodes[1..]}?watch=1&timeoutSeconds=1", TestContext.Current.CancellationToken), "watches are taken");
    }

    /// <summary>Compacts etcd and starts the server again: its own cache of the history goes with it.</summary>
    public async Task ForgetHistoryAsync()
    {
        await Server.CompactAsync();
        await Server.KillAsync();
        await StartAsync();
    }

    public async ValueTask InitializeAsync()
    {
        if (ClusterAssets.Find() is not { } assets)
        {
            return;
        }

        if (Lacks.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{RealServerVersion.Text} cannot judge, so its contract leaves out: {string.Join(", ", Lacks)}");
        }

        _server = await RealApiServer.StartAsync(
            new RealApiOptions { Assets = assets, Users = [Operator, Daemon], Manifests = [.. Manifests()] }, TimeProvider.System);
    }

    private static IEnumerable<string> Manifests() =>
    [
        Tree.Definitions,
        Tree.Roles,
        .. Lacks.Contains(Capability.AdmissionPolicies) ? Array.Empty<string>() : [Tree.Admission],
        .. Lacks.Contains(Capability.FlowControl) ? Array.Empty<string>() : [Tree.FlowControl],
    ];

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Api;
using MeshGate.Lab.Api.Authentication;

namespace MeshGate.Contract.Tests.Servers;

/// <summary>The lab's own API, its objects in a file so that they survive a restart.</summary>
public sealed class EmbeddedServer : IContractServer, IAsyncLifetime
{
    /// <summary>What its contract leaves out.</summary>
    public static readonly IReadOnlyCollection<Capability> Lacks = [.. Enum.GetValues<Capability>()];

    private static readonly ApiToken[] Tokens =
    [
        new("admin-token", "admin", ApiRole.Admin),
        new("operator-token", $"system:serviceaccount:{MeshGateApi.OperatorNamespace}:meshgate-operator", ApiRole.Operator),
        new("daemon-token", $"system:serviceaccount:{MeshGateApi.DefaultNamespace}:meshgate-noded", ApiRole.Daemon, IContractServer.DaemonNode),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("meshgate-contract-").FullName;
    private EmbeddedApiServer? _server;
    private IPEndPoint _listen = new(IPAddress.Loopback, 0);

    public Uri Address => Server.Address;

    public string AuthorityPem => Server.CaCertificatePem;

    private EmbeddedApiServer Server => _server ?? throw new InvalidOperationException("the server does not run");

    public string Token(ContractUser user) => Tokens[(int)user].Token;

    public void Require()
    {
        // It is always there.
    }

    public async Task KillAsync()
    {
        await Server.DisposeAsync();
        _server = null;
    }

    public async Task StartAsync()
    {
        _server = await EmbeddedApiServer.StartAsync(new EmbeddedApiOptions
        {
            Listen = [_listen],
            DefinitionPaths = [Tree.Definitions],
            RolePaths = [Tree.Roles],
            Tokens = Tokens,
            CertificateDirectory = _folder,
            DataFile = Path.Combine(_folder, "data"),
        });
        _listen = new IPEndPoint(IPAddress.Loopback, _server.Address.Port);
    }

    public Task ForgetHistoryAsync()
    {
        Server.Compact();
        return Task.CompletedTask;
    }

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        using var admin = new Wire.WireClient(this, ContractUser.Admin);
        foreach (var name in new[] { MeshGateApi.DefaultNamespace, MeshGateApi.OperatorNamespace })
        {
            var ns = await admin.PostAsync("/api/v1/namespaces", $$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""");
            Assert.Contains(ns.Code, (int[])[201, 409]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

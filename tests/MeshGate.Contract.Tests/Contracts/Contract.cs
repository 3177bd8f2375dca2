using System.Globalization;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Contract.Tests.Wire;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Cases that hold for every server that MeshGate runs on.</summary>
public abstract class Contract : IDisposable
{
    private static long _names;
    private readonly Lazy<WireClient> _operator;
    private readonly Lazy<WireClient> _daemon;

    protected Contract(IContractServer server)
    {
        server.Require();
        Server = server;
        Admin = new WireClient(server, ContractUser.Admin);
        _operator = new Lazy<WireClient>(() => new WireClient(server, ContractUser.Operator));
        _daemon = new Lazy<WireClient>(() => new WireClient(server, ContractUser.Daemon));
    }

    protected const string Nodes = WireClient.Nodes;

    protected static string Leases => $"/apis/coordination.k8s.io/v1/namespaces/{MeshGateApi.DefaultNamespace}/leases";

    protected static string OperatorLeases => $"/apis/coordination.k8s.io/v1/namespaces/{MeshGateApi.OperatorNamespace}/leases";

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected IContractServer Server { get; }

    protected WireClient Admin { get; }

    protected WireClient Operator => _operator.Value;

    protected WireClient Daemon => _daemon.Value;

    public void Dispose()
    {
        Admin.Dispose();
        foreach (var client in new[] { _operator, _daemon }.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A name that no other test has: the server is shared.</summary>
    protected static string NewName(string stem = "n") =>
        string.Create(CultureInfo.InvariantCulture, $"{stem}-{Interlocked.Increment(ref _names)}");

    protected static string Node(string name, string spec = "{}", string metadata = "") =>
        $$$"""{"apiVersion":"meshgate.io/v1alpha1","kind":"MeshNode","metadata":{"name":"{{{name}}}"{{{metadata}}}},"spec":{{{spec}}}}""";

    protected static string Lease(string name, string spec = "{}") =>
        $$$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"{{{name}}}"},"spec":{{{spec}}}}""";

    /// <summary>Creates a MeshNode, which must work.</summary>
    protected async Task<WireAnswer> CreateNodeAsync(string name, string spec = "{}", string metadata = "") =>
        (await Admin.PostAsync(Nodes, Node(name, spec, metadata))).Expect(201);

    /// <summary>The version from which a watch sees all that follows.</summary>
    protected async Task<string> NowAsync() => (await Admin.GetAsync($"{Nodes}?limit=1")).Expect(200).Version;
}

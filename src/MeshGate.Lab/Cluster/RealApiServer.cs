using System.Net;
using System.Text.Json.Nodes;
using MeshGate.Lab.Api;

namespace MeshGate.Lab.Cluster;

/// <summary>
/// A real kube-apiserver with its etcd on loopback, in the shape of envtest: ports, certificates, tokens and data of its own in a
/// temporary folder. Nothing of it stays, also when this process is killed.
/// </summary>
public sealed class RealApiServer : IAsyncDisposable
{
    private const int SignalKill = 9;
    private const int SignalTerm = 15;
    private const int Attempts = 3;

    // TEST-NET-1: kube-apiserver refuses to be told that it is reached at loopback.
    private static readonly IPAddress Advertised = IPAddress.Parse("192.0.2.1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ClusterGuard _guard;
    private readonly ClusterFiles _files;
    private readonly ClusterProcess _etcd;
    private readonly ClusterProcess _server;
    private readonly IReadOnlyList<ClusterUser> _users;
    private readonly int _etcdPort;
    private readonly TimeProvider _time;

    private RealApiServer(string folder, ClusterGuard guard, RealApiOptions options, TimeProvider time)
    {
        _guard = guard;
        _time = time;
        Administrator = ClusterUser.Admin();
        _users = [Administrator, .. options.Users];
        _files = ClusterFiles.Create(folder, [IPAddress.Loopback], _users, time.GetUtcNow());
        _etcdPort = LoopbackPort.Free();
        var port = LoopbackPort.Free();
        Address = new Uri($"https://127.0.0.1:{port}/");
        _etcd = new ClusterProcess("etcd", _files.In("etcd.log"), () => ServerCommands.Etcd(options.Assets, _files, _etcdPort), guard);
        var listen = new IPEndPoint(IPAddress.Loopback, port);
        _server = new ClusterProcess(
            "kube-apiserver",
            _files.In("kube-apiserver.log"),
            () => ServerCommands.KubeApiServer(options.Assets, _files, _etcdPort, listen, Advertised, options.Arguments),
            guard);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The user who may do everything.</summary>
    public ClusterUser Administrator { get; }

    /// <summary>The file with the certificate of the authority that signed the server's, PEM.</summary>
    public string AuthorityFile => _files.Authority;

    /// <summary>The id of kube-apiserver's process; null while it is stopped.</summary>
    public int? ProcessId => _server.ProcessId;

    /// <summary>Starts a server and returns once it is ready and has the manifests.</summary>
    /// <exception cref="LabException">It did not start; the message has the end of its log.</exception>
    /// <exception cref="ApiException">It refused a manifest.</exception>
    public static async Task<RealApiServer> StartAsync(RealApiOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        for (var attempt = 1; ; attempt++)
        {
            var folder = Directory.CreateTempSubdirectory("meshgate-cluster-").FullName;
            var server = new RealApiServer(folder, ClusterGuard.Start(folder), options, time);
            try
            {
                server._etcd.Start();
                await server.StartAsync(cancellationToken);
                using var client = server.CreateClient();
                await ManifestInstaller.InstallAsync(client, options.Manifests, time, cancellationToken);
                return server;
            }
            catch (LabException) when (attempt < Attempts && server.LostItsPort())
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Starts kube-apiserver after it was stopped or killed, and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _server.Start();
        using var client = CreateClient();
        var start = _time.GetTimestamp();
        while (!await client.IsReadyAsync("readyz", cancellationToken))
        {
            if (!_etcd.IsRunning || !_server.IsRunning || _time.GetElapsedTime(start) > Patience)
            {
                throw new LabException((_etcd.IsRunning ? _server : _etcd).Explain(_server.IsRunning && _etcd.IsRunning ? "was not ready" : "ended"));
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    /// <summary>Asks kube-apiserver to end, and waits; its objects stay.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _server.EndAsync(SignalTerm, cancellationToken);

    /// <summary>Kills kube-apiserver; its objects stay.</summary>
    public Task KillAsync(CancellationToken cancellationToken = default) => _server.EndAsync(SignalKill, cancellationToken);

    /// <summary>Forgets the history in etcd. A running server's own cache of it stays until that server is started again.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken = default)
    {
        using var client = new HttpClient { BaseAddress = new Uri(ServerCommands.EtcdUrl(_etcdPort)) };
        var status = await PostAsync(client, "/v3/maintenance/status", new JsonObject(), cancellationToken);
        var revision = (string?)status["header"]?["revision"] ?? throw new LabException("etcd told no revision.");
        await PostAsync(client, "/v3/kv/compaction", new JsonObject { ["revision"] = revision, ["physical"] = true }, cancellationToken);
    }

    /// <summary>A client for the administrator.</summary>
    public LabApiClient CreateClient() => new(Address, Administrator.Token, AuthorityFile);

    /// <summary>Writes a kubeconfig, readable by its owner alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="user">One of the users; null for the administrator.</param>
    /// <exception cref="ArgumentException">There is no such user.</exception>
    public void WriteKubeconfig(string path, string? user = null)
    {
        var found = user is null ? Administrator : _users.FirstOrDefault(u => u.Name == user)
            ?? throw new ArgumentException($"no token belongs to user {user}", nameof(user));
        Kubeconfig.Write(path, Address, File.ReadAllText(AuthorityFile), found.Name, found.Token);
    }

    /// <summary>Kills both processes and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.EndAsync(SignalKill, CancellationToken.None);
        await _etcd.EndAsync(SignalKill, CancellationToken.None);
        await _guard.DisposeAsync();
        _server.Dispose();
        _etcd.Dispose();
    }

    // Between the choice of a free port and its use, somebody else may take it.
    private bool LostItsPort() =>
        _etcd.Explain(string.Empty).Contains("address already in use", StringComparison.Ordinal)
        || _server.Explain(string.Empty).Contains("address already in use", StringComparison.Ordinal);

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync(path, body, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }
}

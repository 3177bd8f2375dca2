using System.Globalization;
using System.Security.Cryptography;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Swarm.Cluster;

/// <summary>An API server and an operator on loopback, for a swarm that was given none. Gone when it is disposed of, or its owner dies.</summary>
public sealed class SwarmCluster : IAsyncDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly LabDirectory _directory = LabDirectory.Create();
    private readonly LabBinaries _binaries;
    private readonly Guard _guard;
    private readonly TimeProvider _time;
    private int _metricsPort;
    private RealApiServer? _real;

    private SwarmCluster(LabBinaries binaries, TimeProvider time)
    {
        (_binaries, _time) = (binaries, time);
        _guard = Guard.Start(binaries.Lab, _directory);
    }

    /// <summary>The kubeconfig file of somebody who may do anything.</summary>
    public string AdminKubeconfig => _directory.File("admin.kubeconfig");

    /// <summary>Where the operator serves its metrics.</summary>
    public Uri OperatorMetrics => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_metricsPort}/metrics"));

    /// <summary>The operator.</summary>
    public LabProcess Operator { get; private set; } = null!;

    private string OperatorKubeconfig => _directory.File("operator.kubeconfig");

    /// <summary>Starts an API server and an operator.</summary>
    /// <exception cref="LabException">One of them is missing or did not come up; the message says why.</exception>
    public static async Task<SwarmCluster> StartAsync(LabBinaries binaries, ApiKind api, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binaries);
        if (!File.Exists(binaries.Operator))
        {
            throw new LabException($"The swarm needs {binaries.Operator} (run make build).");
        }

        var cluster = new SwarmCluster(binaries, time);
        try
        {
            await (api == ApiKind.Real ? cluster.StartRealApiAsync(cancellationToken) : cluster.StartEmbeddedApiAsync(cancellationToken));
            await cluster.StartOperatorAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects as somebody who may do anything.</summary>
    public KubernetesConnection Connect() => KubernetesConnection.FromKubeconfig(AdminKubeconfig);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LabRemoval.RemoveAsync(_directory);
        await _guard.DisposeAsync();
        if (_real is not null)
        {
            await _real.DisposeAsync();
        }
    }

    private async Task StartRealApiAsync(CancellationToken cancellationToken)
    {
        var assets = ClusterAssets.Find() ?? throw new LabException($"The swarm needs {ClusterAssets.Hint}.");
        var acting = ClusterUser.ServiceAccount(MeshGateApi.OperatorNamespace, "meshgate-operator");
        _real = await RealApiServer.StartAsync(
            new RealApiOptions { Assets = assets, Users = [acting], Manifests = [_binaries.Crds, _binaries.Rbac] }, _time, cancellationToken);
        _real.WriteKubeconfig(AdminKubeconfig);
        _real.WriteKubeconfig(OperatorKubeconfig, acting.Name);
        using var client = _real.CreateClient();
        await client.EnsureNamespaceAsync(MeshGateApi.DefaultNamespace, cancellationToken);
        await client.EnsureNamespaceAsync(MeshGateApi.OperatorNamespace, cancellationToken);
    }

    private async Task StartEmbeddedApiAsync(CancellationToken cancellationToken)
    {
        var (admin, acting) = (RandomNumberGenerator.GetHexString(32, lowercase: true), RandomNumberGenerator.GetHexString(32, lowercase: true));
        var tokens = _directory.WriteSecret("tokens", $"{admin},admin,admin\n{acting},operator,operator\n");
        var certificates = Directory.CreateDirectory(_directory.File("certificates")).FullName;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{LoopbackPort.Free()}"));
        var api = Start("api", [_binaries.Lab, "api", "--listen", address.Authority, "--crds", _binaries.Crds, "--tokens", tokens, "--cert-dir", certificates]);
        var authority = Path.Combine(certificates, "ca.crt");
        await UntilAsync(api, () => Task.FromResult(new FileInfo(authority) is { Exists: true, Length: > 0 }), cancellationToken);
        var pem = await File.ReadAllTextAsync(authority, cancellationToken);
        Lab.Api.Kubeconfig.Write(AdminKubeconfig, address, pem, "admin", admin);
        Lab.Api.Kubeconfig.Write(OperatorKubeconfig, address, pem, "operator", acting);
        using var client = new LabApiClient(address, admin, authority);
        await UntilAsync(api, () => client.IsReadyAsync(cancellationToken), cancellationToken);
        await client.EnsureNamespaceAsync(MeshGateApi.DefaultNamespace, cancellationToken);
        await client.EnsureNamespaceAsync(MeshGateApi.OperatorNamespace, cancellationToken);
    }

    private async Task StartOperatorAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        for (var attempt = 1; ; attempt++)
        {
            _metricsPort = LoopbackPort.Free();
            Operator = Start("operator", [_binaries.Operator, "--kubeconfig", OperatorKubeconfig, "--metrics", OperatorMetrics.Authority]);
            try
            {
                await UntilAsync(Operator, () => IsServedAsync(http, cancellationToken), cancellationToken);
                return;
            }
            catch (LabException) when (attempt < Attempts && !Operator.IsRunning)
            {
                // Between the choice of a free port and its use, somebody else may have taken it.
            }
        }
    }

    private async Task<bool> IsServedAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(OperatorMetrics, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private LabProcess Start(string name, IReadOnlyList<string> command)
    {
        var process = new LabProcess(new ProcessSpec(name, null, Path.Combine(_directory.Logs, $"{name}.log"), command), _directory);
        process.Start();
        return process;
    }

    private async Task UntilAsync(LabProcess process, Func<Task<bool>> isUp, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        while (!await isUp())
        {
            if (!process.IsRunning || _time.GetElapsedTime(start) > Patience)
            {
                throw new LabException($"{process.Name} did not come up:\n{process.LogTail(10)}");
            }

            await Task.Delay(Poll, _time, cancellationToken);
        }
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Metrics;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>Builds a scenario's lab: network, control plane, servers, machines.</summary>
public sealed class LabBuilder
{
    private const int ApiPort = 6443;
    private readonly LabOptions _options;
    private readonly LabParts _parts;
    private readonly RunningLab _lab;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private LabBuilder(LabOptions options, LabParts parts, RunningLab lab) => (_options, _parts, _lab) = (options, parts, lab);

    /// <summary>Builds the lab and returns once every process was started. When that fails, nothing is left.</summary>
    /// <param name="scenario">What to build.</param>
    /// <param name="options">How.</param>
    /// <param name="say">Told what is being done, in a few words.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<RunningLab> BuildAsync(
        Scenario scenario, LabOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(say);
        var directory = LabDirectory.Create();
        var parts = new LabParts
        {
            Scenario = scenario,
            Directory = directory,
            Guard = Guard.Start(options.Binaries.Lab, directory),
            Plan = NetworkPlanner.Plan(scenario, directory.Id),
        };
        var lab = new RunningLab(parts);
        try
        {
            await new LabBuilder(options, parts, lab).BuildAsync(say, cancellationToken);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    private async Task BuildAsync(Action<string> say, CancellationToken cancellationToken)
    {
        say($"lab {_parts.Directory.Id}: {_parts.Plan.Nodes.Count} namespaces");
        LabState.Write(_parts, _options.Mode);
        await NetworkBuilder.BuildAsync(_parts.Plan, cancellationToken);
        AddMachines();
        AddServers();
        say("starting the API, the servers and WireGuard");
        var api = StartApiAsync(cancellationToken);
        await Task.WhenAll(
            [api, .. _parts.Processes.Keys.Where(n => n.EndsWith("/wireguard", StringComparison.Ordinal) || n.EndsWith("/server", StringComparison.Ordinal))
                .Select(n => _lab.StartAsync(n, cancellationToken))]);
        say("starting the operator and the daemons");
        await ApplyResourcesAsync(cancellationToken);
        foreach (var name in _parts.Scenario.Settings.OperatorNames)
        {
            AddOperator(name);
            await _lab.StartAsync(name, cancellationToken);
        }

        foreach (var machine in _parts.Machines.Values.Where(m => m.Daemon is not null))
        {
            _parts.Directory.WriteSecret(
                $"machines/{machine.Spec.Name}/kubeconfig", Config(Server(machine.Spec.Family), $"daemon-{machine.Spec.Name}"));
            await _lab.StartAsync($"{machine.Spec.Name}/daemon", cancellationToken);
        }

        LabState.Write(_parts, _options.Mode);
    }

    private void AddMachines()
    {
        foreach (var spec in _parts.Scenario.Machines)
        {
            var host = _parts.Plan.Machines[spec.Name];

            // The control socket of user-space WireGuard is a file that all namespaces share, named after the interface.
            var device = string.Create(CultureInfo.InvariantCulture, $"{_parts.Directory.InterfacePrefix}{_parts.Machines.Count + 1}");
            var wireGuard = Add(new ProcessSpec(
                $"{spec.Name}/wireguard", host.Node.Namespace, Log($"{spec.Name}-wireguard"), ["wireguard-go", "-f", device])
            {
                Environment = new Dictionary<string, string> { ["LOG_LEVEL"] = "error" },
            });
            var daemon = !spec.Daemon ? null : Add(new ProcessSpec(
                $"{spec.Name}/daemon",
                host.Node.Namespace,
                Log(spec.Name),
                [
                    _options.Binaries.Daemon, "--node", spec.Name,
                    "--kubeconfig", _parts.Directory.File($"machines/{spec.Name}/kubeconfig"),
                    "--interface", device,
                    "--state-dir", _parts.Directory.File($"machines/{spec.Name}/state"),
                    "--listen-port", spec.ListenPort.ToString(CultureInfo.InvariantCulture),
                ]));
            _parts.Machines[spec.Name] = new LabMachine(
                spec, host, new NetworkNamespace(host.Node.Namespace), device, wireGuard, daemon);
        }
    }

    private void AddServers()
    {
        foreach (var spec in _parts.Scenario.Servers.Where(s => !s.Unreachable))
        {
            var host = _parts.Plan.Servers[spec.Name];
            Add(new ProcessSpec(
                $"{spec.Name}/server", host.Node.Namespace, Log(spec.Name),
                ["turnserver", "-c", TurnserverConfig.Write(_parts.Directory, spec, host)]));
        }
    }

    private async Task StartApiAsync(CancellationToken cancellationToken)
    {
        var directory = _parts.Directory;
        var certificates = Directory.CreateDirectory(directory.File("api")).FullName;
        var daemons = _parts.Scenario.Machines.Where(m => m.Daemon).Select(m => ($"daemon-{m.Name}", $"daemon:{m.Name}"));
        foreach (var (user, _) in daemons.Prepend(("operator", "operator")).Prepend(("admin", "admin")))
        {
            _tokens[user] = RandomNumberGenerator.GetHexString(48, lowercase: true);
        }

        var tokens = directory.WriteSecret("api/tokens", string.Concat(
            daemons.Prepend(("operator", "operator")).Prepend(("admin", "admin")).Select(u => $"{_tokens[u.Item1]},{u.Item1},{u.Item2}\n")));
        var port = FreePort();
        var withoutIPv4 = _parts.Scenario.Machines.Any(m => m.Daemon && !m.Family.HasFlag(IPFamily.IPv4) && m.Family != IPFamily.None);
        var process = Add(new ProcessSpec(
            "api",
            null,
            Log("api"),
            [
                _options.Binaries.Lab, "api",
                "--listen", $"127.0.0.1:{port}",
                "--netns", _parts.Plan.Control.Node.Namespace,
                "--netns-listen", $"{AddressPool.Control}:{ApiPort}",
                .. withoutIPv4 ? ["--netns-listen", $"[{AddressPool.ControlIPv6}]:{ApiPort}"] : Array.Empty<string>(),
                "--crds", _options.Binaries.Crds,
                "--tokens", tokens,
                "--cert-dir", certificates,
                "--data", directory.File("api/data"),
            ]));
        process.Start();
        var authority = Path.Combine(certificates, "ca.crt");
        await _lab.UntilAsync(process, () => Task.FromResult(new FileInfo(authority) is { Exists: true, Length: > 0 }), cancellationToken);
        var address = new Uri($"https://127.0.0.1:{port}/");
        _parts.Api = new LabApiClient(address, _tokens["admin"], authority);
        directory.WriteSecret("admin.kubeconfig", Config(address, "admin"));
        await _lab.StartAsync("api", cancellationToken);
    }

    private void AddOperator(string name)
    {
        var settings = _parts.Scenario.Settings;
        Add(new ProcessSpec(
            name,
            _parts.Plan.Control.Node.Namespace,
            Log(name),
            [
                _options.Binaries.Operator,
                "--kubeconfig", _parts.Directory.WriteSecret("operator/kubeconfig", Config(Server(IPFamily.IPv4), "operator")),
                "--metrics", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{MetricsReader.OperatorPorts[name]}"),
                .. settings.MeshCidrs.SelectMany(c => (string[])["--mesh-cidr", c]),
                .. settings.Mtu is { } mtu ? ["--mtu", mtu.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            ]));
    }

    private async Task ApplyResourcesAsync(CancellationToken cancellationToken)
    {
        await _lab.Api.EnsureNamespaceAsync(Kubernetes.Entities.MeshGateApi.DefaultNamespace, cancellationToken);
        await _lab.Api.EnsureNamespaceAsync(Kubernetes.Entities.MeshGateApi.OperatorNamespace, cancellationToken);
        foreach (var body in DefaultResources.For(_parts.Scenario, _parts.Plan)
            .Concat(_parts.Scenario.Resources.Select(r => r.Body)))
        {
            await _lab.Api.ApplyAsync(await _lab.FillAsync(body, cancellationToken), cancellationToken);
        }
    }

    private LabProcess Add(ProcessSpec spec) => _parts.Processes[spec.Name] = new LabProcess(spec, _parts.Directory);

    private string Log(string name) => Path.Combine(_parts.Directory.Logs, $"{name}.log");

    private string Config(Uri server, string user) =>
        Kubeconfig.Write(server, _parts.Directory.File("api/ca.crt"), user, _tokens[user]);

    private static Uri Server(IPFamily family) => new(family == IPFamily.IPv6
        ? $"https://[{AddressPool.ControlIPv6}]:{ApiPort}/"
        : $"https://{AddressPool.Control}:{ApiPort}/");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

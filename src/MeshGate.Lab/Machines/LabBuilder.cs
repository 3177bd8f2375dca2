using System.Globalization;
using System.Net.Sockets;
using MeshGate.Lab.Api.Tls;
using MeshGate.Lab.Metrics;
using MeshGate.Lab.Monitoring;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Processes;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Machines;

/// <summary>Builds a scenario's lab: network, control plane, servers, machines.</summary>
public sealed class LabBuilder
{
    private readonly LabOptions _options;
    private readonly LabParts _parts;
    private readonly RunningLab _lab;
    private readonly ApiSetup _api;

    private LabBuilder(LabOptions options, LabParts parts, RunningLab lab) =>
        (_options, _parts, _lab, _api) = (options, parts, lab, ApiSetup.Create(options, parts));

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
            Binaries = options.Binaries,
            Guard = Guard.Start(options.Binaries.Lab, directory),
            Plan = NetworkPlanner.Plan(scenario, directory.Id),
            Processors = new ProcessorPlan(scenario, Environment.ProcessorCount),
        };
        var lab = new RunningLab(parts, options.Pace);
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
        await _lab.Links.StartAsync(cancellationToken);
        AddMachines();
        AddServers();
        AddRouters();
        say("starting the API, the servers and WireGuard");
        var api = StartApiAsync(cancellationToken);
        await Task.WhenAll(
            [
                api,
                .. _parts.Processes.Keys.Where(n => n.EndsWith("/wireguard", StringComparison.Ordinal) || n.EndsWith("/server", StringComparison.Ordinal))
                    .Select(n => _lab.StartAsync(n, cancellationToken)),
                .. _parts.Machines.Values.Where(m => m.Daemon is null).Select(m => m.Kernel?.AddAsync(cancellationToken)).OfType<Task>(),
            ]);
        foreach (var router in _parts.Processes.Keys.Where(n => n.EndsWith("/router", StringComparison.Ordinal)))
        {
            // It asks a STUN server first of all, and gives up without an answer.
            await _lab.StartAsync(router, cancellationToken);
        }

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
                $"machines/{machine.Spec.Name}/kubeconfig", Config(Server(machine.Spec.Family), ApiSetup.Daemon(machine.Spec.Name)));
            if (!_options.HoldDaemons)
            {
                await _lab.StartAsync($"{machine.Spec.Name}/daemon", cancellationToken);
            }
        }

        foreach (var name in _parts.Processes.Keys.Where(n => n.EndsWith("/crowd", StringComparison.Ordinal)))
        {
            var machine = name[..^"/crowd".Length];
            _parts.Directory.WriteSecret($"machines/{machine}/kubeconfig", Config(Server(IPFamily.IPv4), ApiSetup.Admin));
            await _lab.StartAsync(name, cancellationToken);
        }

        if (_parts.Scenario.Settings.Prometheus is { } prometheus)
        {
            foreach (var process in PrometheusSetup.Prepare(_parts, prometheus, _options.Binaries.Lab))
            {
                Add(process).Start();
            }
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
            var wireGuard = _options.WireGuard == WireGuardKind.Kernel ? null : Add(new ProcessSpec(
                $"{spec.Name}/wireguard", host.Node.Namespace, Log($"{spec.Name}-wireguard"), _parts.Processors.Place(spec.Region, ["wireguard-go", "-f", device]))
            {
                // One thread each: dozens of Go runtimes that wake idle threads for every packet cost more than the packets do.
                Environment = new Dictionary<string, string> { ["LOG_LEVEL"] = "error", ["GOMAXPROCS"] = "1" },
            });
            var daemon = !spec.Daemon ? null : Add(new ProcessSpec(
                $"{spec.Name}/daemon",
                host.Node.Namespace,
                Log(spec.Name),
                _parts.Processors.Place(spec.Region,
                [
                    _options.Binaries.Daemon, "--node", spec.Name,
                    "--kubeconfig", _parts.Directory.File($"machines/{spec.Name}/kubeconfig"),
                    "--interface", device,
                    "--state-dir", _parts.Directory.File($"machines/{spec.Name}/state"),
                    "--listen-port", spec.ListenPort.ToString(CultureInfo.InvariantCulture),
                    .. spec.PortMappingLifetime is { } lifetime ? (string[])["--port-mapping-lifetime", lifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)] : [],
                ]))
            {
                Environment = EnvironmentOf($"{spec.Name}/daemon"),
            });
            if (spec.Crowd is { } crowd)
            {
                Add(new ProcessSpec($"{spec.Name}/crowd", host.Node.Namespace, Log(spec.Name), CrowdCommand(spec.Name, crowd, host)));
            }

            _parts.Machines[spec.Name] = new LabMachine(
                spec, host, new NetworkNamespace(host.Node.Namespace), device, wireGuard, daemon);
        }
    }

    // It makes MeshNodes and speaks for all of them.
    private string[] CrowdCommand(string name, CrowdSpec crowd, PlannedHost host) =>
    [
        _options.Binaries.Lab, "crowd", "--name", name,
        "--kubeconfig", _parts.Directory.File($"machines/{name}/kubeconfig"),
        "--around", crowd.Around,
        "--peers", crowd.Peers.ToString(CultureInfo.InvariantCulture),
        "--address", host.Addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork).ToString(),
    ];

    private void AddServers()
    {
        WriteCertificates();
        foreach (var spec in _parts.Scenario.Servers.Where(s => !s.Unreachable))
        {
            var host = _parts.Plan.Servers[spec.Name];
            Add(new ProcessSpec(
                $"{spec.Name}/server", host.Node.Namespace, Log(spec.Name),
                ["turnserver", "-c", TurnserverConfig.Write(_parts.Directory, spec, host)]));
        }
    }

    private void AddRouters()
    {
        foreach (var site in _parts.Plan.Sites.Values.Where(s => s.Gateways[0].PortMapping.Count > 0))
        {
            var server = _parts.Scenario.Servers.First(s => !s.Unreachable && s.Family.HasFlag(IPFamily.IPv4));
            Add(new ProcessSpec(
                $"{site.Name}/router", site.Gateways[0].Node.Namespace, Log($"{site.Name}-router"),
                MiniupnpdConfig.Command(_parts.Directory, site, _parts.Plan.Servers[server.Name].Addresses[0])));
        }
    }

    // One certificate for all servers, and one authority that the daemons trust beside nobody else.
    private void WriteCertificates()
    {
        var servers = _parts.Scenario.Servers.Where(s => s.Turn.TlsPort is not null).Select(s => _parts.Plan.Servers[s.Name]).ToArray();
        if (servers.Length > 0)
        {
            ServerCertificates.Open(
                _parts.Directory.File(TurnLines.Certificates), [.. servers.SelectMany(s => s.Addresses)], _lab.Time.GetUtcNow()).Dispose();
        }
    }

    private async Task StartApiAsync(CancellationToken cancellationToken)
    {
        await _api.StartAsync(_lab, cancellationToken);
        _parts.Directory.WriteSecret("admin.kubeconfig", Config(_api.HostAddress, ApiSetup.Admin));
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
                "--kubeconfig", _parts.Directory.WriteSecret("operator/kubeconfig", Config(Server(IPFamily.IPv4), ApiSetup.Operator)),
                "--metrics", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{MetricsReader.OperatorPorts[name]}"),
                .. settings.MeshCidrs.SelectMany(c => (string[])["--mesh-cidr", c]),
                .. settings.Mtu is { } mtu ? ["--mtu", mtu.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            ])
        {
            Environment = EnvironmentOf(name),
        });
    }

    private IReadOnlyDictionary<string, string> EnvironmentOf(string process) => _options.Environment.GetValueOrDefault(process) ?? new Dictionary<string, string>();

    private async Task ApplyResourcesAsync(CancellationToken cancellationToken)
    {
        await _lab.Api.EnsureNamespaceAsync(Kubernetes.Entities.MeshGateApi.DefaultNamespace, cancellationToken);
        await _lab.Api.EnsureNamespaceAsync(Kubernetes.Entities.MeshGateApi.OperatorNamespace, cancellationToken);
        foreach (var body in DefaultResources.For(_parts.Scenario, _parts.Plan, _parts.Directory)
            .Concat(_parts.Scenario.Resources.Select(r => r.Body)))
        {
            await _lab.Api.ApplyAsync(await _lab.FillAsync(body, cancellationToken), cancellationToken);
        }
    }

    private LabProcess Add(ProcessSpec spec) => _parts.Processes[spec.Name] = new LabProcess(spec, _parts.Directory);

    private string Log(string name) => Path.Combine(_parts.Directory.Logs, $"{name}.log");

    private string Config(Uri server, string user) =>
        Kubeconfig.Write(server, _api.AuthorityFile, user, _api.Token(user));

    private static Uri Server(IPFamily family) => new(family == IPFamily.IPv6
        ? $"https://[{AddressPool.ControlIPv6}]:{ApiSetup.Port}/"
        : $"https://{AddressPool.Control}:{ApiSetup.Port}/");
}

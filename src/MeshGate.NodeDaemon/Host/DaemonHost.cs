using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tracing;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Guests;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.PortMapping;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tokens;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.NodeDaemon.Turn;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Probing.PortMapping;
using MeshGate.Probing.Sockets;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace MeshGate.NodeDaemon.Host;

/// <summary>Puts the daemon together.</summary>
internal static class DaemonHost
{
    private const int CannotStart = 78;

    /// <summary>A daemon that starts reads the MeshNode of each of its peers, up to 200, and then little.</summary>
    private const double RequestsPerSecond = 50;
    private const int RequestBurst = 100;

    /// <summary>Runs until told to stop. The tunnel stays up then: it belongs to the machine, not to the process.</summary>
    /// <returns>The exit code: 0 after a stop, 1 when a part failed, 78 (EX_CONFIG) when something is missing.</returns>
    public static async Task<int> RunAsync(DaemonOptions options, string? kubeconfig, string metrics, CancellationToken cancellationToken)
    {
        if (!TraceSettings.TryRead(Environment.GetEnvironmentVariable, out var tracing, out var mistake))
        {
            await Console.Error.WriteLineAsync($"meshgate-noded: {mistake}");
            return CannotStart;
        }

        try
        {
            using var export = TraceExport.Start(tracing, "meshgate-noded", options.NodeName, typeof(DaemonHost).Assembly.GetName().Version?.ToString(3), PathTraces.SourceName);
            var connection = kubeconfig is null ? KubernetesConnection.InCluster() : KubernetesConnection.FromKubeconfig(kubeconfig);
            var store = new NodeStore(options.StateDirectory);
            connection = OwnToken.Adopt(connection, store);
            using var key = NodeKey.LoadOrCreate(store);
            using var host = Build(options, connection, store, key, metrics);
            export?.Announce(host.Services.GetRequiredService<ILogger<TraceExport>>());
            await host.RunAsync(cancellationToken);
            return Environment.ExitCode;
        }
        catch (Exception error) when (error is KubernetesConfigurationException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"meshgate-noded: {error.Message}");
            return CannotStart;
        }
    }

    private static TelemetryService CreateTelemetry(string endpoint, IServiceProvider provider)
    {
        var metrics = provider.GetRequiredService<DaemonMetrics>();
        metrics.Observe(provider.GetRequiredService<TurnCounters>());
        var runtime = provider.GetRequiredService<RuntimeMetrics>();
        var agent = provider.GetRequiredService<MeshAgent>();
        var device = provider.GetRequiredService<DeviceWorker>();
        var hellos = provider.GetRequiredService<HelloDetector>();
        var reporter = provider.GetRequiredService<StatusReporter>();
        var node = provider.GetRequiredService<DaemonOptions>().NodeName;
        return new TelemetryService(
            HostEndpoint.TryParse(endpoint, out var parsed) ? parsed : null,
            meter => metrics.Owns(meter) || runtime.Owns(meter),
            [
                new HealthCheck("agent", HealthKind.Liveness, () => agent.Problem),
                new HealthCheck("hellos", HealthKind.Liveness, () => hellos.Problem),
                new HealthCheck("wireguard", HealthKind.Readiness, () => device.Problem),
                new HealthCheck("orders", HealthKind.Readiness, () => metrics.Reading.Problem),
            ],
            provider.GetRequiredService<ILogger<TelemetryService>>(),
            new Dictionary<string, Func<byte[]>>
            {
                ["/statusz"] = () => StatusPage.Of(node, metrics.Reading, metrics.WireGuard, reporter.Latest).ToJson(),
                ["/peersz"] = () => PeersPage.Of(reporter.Latest),
            });
    }

    private static IHost Build(DaemonOptions options, KubernetesConnection connection, NodeStore store, PrivateKey key, string metrics)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(options.LogLevel).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(store);
        services.AddSingleton(key);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<RuntimeMetrics>();
        services.AddHostedService(provider => CreateTelemetry(metrics, provider));
        services.AddSingleton(provider => new KubernetesHttpClient(
            connection,
            TimeProvider.System,
            new Random(),
            new KubernetesClientOptions { UserAgent = "meshgate-noded", RequestsPerSecond = RequestsPerSecond, RequestBurst = RequestBurst },
            provider.GetRequiredService<ILogger<KubernetesHttpClient>>(),
            metrics: provider.GetRequiredService<RuntimeMetrics>()));
        services.AddSingleton<IKubernetesClient>(provider => provider.GetRequiredService<KubernetesHttpClient>());
        services.AddSingleton<ITokenIssuer>(provider => provider.GetRequiredService<KubernetesHttpClient>());
        services.AddSingleton<TokenRenewer>();
        services.AddSingleton<IProcessRunner, ProcessRunner>();
        services.AddSingleton<IWireGuardDevice>(provider => new WgTool(
            options.InterfaceName, provider.GetRequiredService<IProcessRunner>(), TimeProvider.System, WireGuardSocket.PathOf(options.InterfaceName)));
        services.AddSingleton<ITunnelInterface>(provider => new IpTool(options.InterfaceName, provider.GetRequiredService<IProcessRunner>()));
        services.AddSingleton<HelloDetector>();
        services.AddSingleton<IHelloWatch>(provider => provider.GetRequiredService<HelloDetector>());
        services.AddSingleton<ITunnelTraffic>(provider => new PayloadTraffic(new TunnelTraffic(options.InterfaceName), provider.GetRequiredService<IHelloWatch>()));
        services.AddSingleton(provider => new PinTable(options.InterfaceName, provider.GetRequiredService<IProcessRunner>(), TimeProvider.System));
        services.AddSingleton<FailoverLane>();
        services.AddSingleton<IFailoverLane>(provider => provider.GetRequiredService<FailoverLane>());
        services.AddSingleton<FailoverRunner>();
        services.AddSingleton<TargetBreakers>();
        services.AddSingleton<SleepTraps>();
        services.AddSingleton(provider =>
        {
            var pool = ActivatorUtilities.CreateInstance<PoolRunner>(provider);
            provider.GetRequiredService<PathChecker>().Gate = pool;
            return pool;
        });
        services.AddSingleton<ILocalAddresses, LocalAddresses>();
        services.AddSingleton<DaemonMetrics>();
        services.AddSingleton(_ => new PathTraces(options.NodeName, TimeProvider.System));
        services.AddSingleton<DatagramInbox>();
        services.AddSingleton<StunTransport>();
        services.AddSingleton<IStunTransport>(provider => provider.GetRequiredService<StunTransport>());
        services.AddSingleton<PeerTable>();
        services.AddSingleton<PeerReader>();
        services.AddSingleton(provider =>
        {
            var checker = ActivatorUtilities.CreateInstance<PathChecker>(provider);
            checker.OwnName = options.NodeName;
            return checker;
        });
        services.AddSingleton(provider =>
        {
            var traffic = new RelayTraffic();
            provider.GetRequiredService<DaemonMetrics>().Observe(traffic);
            return traffic;
        });
        services.AddSingleton(provider => new RelayForwarder(PeerTag.Of(key.PublicKey), provider.GetRequiredService<RelayTraffic>(), TimeProvider.System));
        services.AddSingleton<IRelayPorts>(provider => provider.GetRequiredService<RelayForwarder>());
        services.AddSingleton<RelayParties>();
        services.AddSingleton<RelayLinker>();
        services.AddSingleton<RelayServer>();
        services.AddSingleton<RelaySeeker>();
        services.AddSingleton<RelayReach>();
        services.AddSingleton<RelayRunner>();
        services.AddSingleton<DiscoveryRunner>();
        services.AddSingleton<DeviceWorker>();
        services.AddTransient(_ => new Random());
        services.AddSingleton<StatusReporter>();
        services.AddSingleton<Heartbeat>();
        services.AddSingleton<ServerResolver>();
        services.AddSingleton<StateSaver>();
        services.AddSingleton<IGatewayFinder>(_ => new GatewayFinder(options.InterfaceName));
        services.AddSingleton<IGatewayLinks, GatewayLinks>();
        services.AddSingleton<IUpnpClient, UpnpClient>();
        services.AddSingleton<PortMappingMemory>();
        services.AddSingleton<PortMappingWorker>();
        services.AddSingleton<TurnCounters>();
        services.AddSingleton<TurnPaths>();
        services.AddSingleton<IProbeSockets>(new UdpProbeSockets(PacketMark.Value));
        services.AddSingleton<BehaviorWorker>();
        services.AddSingleton<INftCounters, NftCounters>();
        services.AddSingleton<GatewayProber>();
        services.AddSingleton<IGatewayProbes>(provider => provider.GetRequiredService<GatewayProber>());
        services.AddSingleton<GatewayRunner>();
        services.AddSingleton(provider => new ForwardingWorker(options, provider.GetRequiredService<IProcessRunner>(), TimeProvider.System, provider.GetRequiredService<ILogger<ForwardingWorker>>()));
        services.AddSingleton<StrayTrap>();
        services.AddSingleton<IStrayTraffic>(provider => provider.GetRequiredService<StrayTrap>());
        services.AddSingleton<AddressReader>();
        services.AddSingleton<GuestBook>();
        services.AddSingleton<AgentWorkers>();
        services.AddSingleton<AgentState>();
        services.AddSingleton<MeshAgent>();
        services.AddHostedService<DaemonService>();
        return builder.Build();
    }
}

using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Hosting;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Heartbeats;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Observability;
using MeshGate.Operator.Policies;
using MeshGate.Operator.Status;
using MeshGate.Operator.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Hosting;

/// <summary>Puts the operator together.</summary>
public static class OperatorComposition
{
    private const string Name = "meshgate-operator";
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(500);

    /// <summary>Adds everything the operator consists of.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="options">How it is to run.</param>
    /// <param name="client">Makes a client in place of the one over HTTP.</param>
    public static IServiceCollection AddMeshGateOperator(this IServiceCollection services, OperatorOptions options, Func<IServiceProvider, IKubernetesClient>? client = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options.Mesh);
        services.AddSingleton<OperatorMetrics>();
        services.TryAddSingleton<RuntimeMetrics>();

        // First of the hosted services: it counts from the first, and answers probes while the caches fill.
        services.AddSingleton<IHostedService>(provider => CreateTelemetry(options, provider));
        services.AddSingleton(provider => CreateClient(options, provider));
        services
            .AddKubernetesOperator(settings =>
            {
                settings.Name = Name;
                settings.Client = provider => new MeteredKubernetesClient(
                    client?.Invoke(provider) ?? provider.GetRequiredService<KubernetesHttpClient>(), provider.GetRequiredService<OperatorMetrics>());
                settings.LeaderElection = options.LeaderElect ? ElectionIn(options.OperatorNamespace) : null;
            })
            .AddInformer(Resources.Leases, new ListQuery { Namespace = options.Namespace })
            .AddController<MeshNodeController, MeshNode>()
            .AddFinalizer<MeshNodeFinalizer, MeshNode>(MeshGateApi.Finalizer)
            .AddController<MeshPolicyController, MeshPolicy>();
        return services.AddTopology();
    }

    private static IServiceCollection AddTopology(this IServiceCollection services)
    {
        services.AddSingleton<EntityCache<MeshNode>>();
        services.AddSingleton<EntityCache<MeshPolicy>>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton(provider => new CoalescingTrigger(provider.GetRequiredService<TimeProvider>(), Quiet, LongestHold));
        services.AddSingleton<HeartbeatMonitor>();
        services.AddSingleton<MeshObserver>();
        services.AddSingleton<StatusEvents>();
        services.AddSingleton<NodeStatusWriter>();
        services.AddSingleton<PolicyStatusWriter>();
        services.AddSingleton<AddressAssigner>();
        services.AddSingleton<TopologyController>();
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<HeartbeatMonitor>().RunAsync));
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<TopologyController>().RunAsync));
        return services;
    }

    private static LeaderElectionOptions ElectionIn(string @namespace) => new()
    {
        Lease = new NamespacedName(@namespace, Name),
        Identity = $"{Environment.MachineName}_{Guid.NewGuid():n}",
    };

    private static TelemetryService CreateTelemetry(OperatorOptions options, IServiceProvider provider)
    {
        OperatorMetrics metrics = provider.GetRequiredService<OperatorMetrics>();
        RuntimeMetrics runtime = provider.GetRequiredService<RuntimeMetrics>();
        return new TelemetryService(
            options.Metrics,
            meter => metrics.Owns(meter) || runtime.Owns(meter),
            provider.GetServices<HealthCheck>(),
            provider.GetRequiredService<ILogger<TelemetryService>>());
    }

    private static KubernetesHttpClient CreateClient(OperatorOptions options, IServiceProvider provider) => new(
        options.Connection,
        provider.GetRequiredService<TimeProvider>(),
        new Random(),
        new KubernetesClientOptions
        {
            UserAgent = $"{Name}/{typeof(OperatorComposition).Assembly.GetName().Version?.ToString(3)}",
            RequestsPerSecond = options.RequestsPerSecond,
            RequestBurst = options.RequestBurst,
        },
        provider.GetRequiredService<ILogger<KubernetesHttpClient>>(),
        metrics: provider.GetRequiredService<RuntimeMetrics>());
}

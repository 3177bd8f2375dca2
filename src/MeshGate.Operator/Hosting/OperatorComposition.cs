using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Hosting;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tracing;
using MeshGate.Operator.Caching;
using MeshGate.Operator.ClusterNodes;
using MeshGate.Operator.Events;
using MeshGate.Operator.Heartbeats;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Observability;
using MeshGate.Operator.Page;
using MeshGate.Operator.Policies;
using MeshGate.Operator.Routes;
using MeshGate.Operator.Status;
using MeshGate.Operator.Topology;
using MeshGate.Operator.Turn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Hosting;

/// <summary>Puts the operator together.</summary>
public static class OperatorComposition
{
    private const string Name = "meshgate-operator";
    private const int Reconcilers = 8;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(500);

    // As the runtime has it for the keys of its queues; the API server's own time-outs end what hangs far sooner.
    private static readonly TimeSpan LongestPass = TimeSpan.FromMinutes(15);

    /// <summary>Adds everything the operator consists of.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="options">How it is to run.</param>
    /// <param name="client">Makes a client in place of the one over HTTP.</param>
    public static IServiceCollection AddMeshGateOperator(this IServiceCollection services, OperatorOptions options, Func<IServiceProvider, IKubernetesClient>? client = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Mesh);
        services.AddSingleton<OperatorMetrics>();
        services.TryAddSingleton<RuntimeMetrics>();
        services.TryAddSingleton<ReconcileTraces>();

        // First of the hosted services: it counts from the first, and answers probes while the caches fill.
        services.AddSingleton<IHostedService>(provider => CreateTelemetry(options, provider));
        services.AddSingleton(provider => CreateClient(options, provider));
        IOperatorBuilder builder = services
            .AddKubernetesOperator(settings =>
            {
                settings.Name = Name;
                settings.AutoAttachFinalizers = false;
                settings.MaxConcurrentReconciles = Reconcilers;
                settings.Client = provider => new MeteredKubernetesClient(
                    client?.Invoke(provider) ?? provider.GetRequiredService<KubernetesHttpClient>(), provider.GetRequiredService<OperatorMetrics>(), provider.GetRequiredService<ReconcileTraces>());
                settings.LeaderElection = options.LeaderElect ? ElectionIn(options.OperatorNamespace) : null;
            })
            .AddInformer(Resources.Leases, new ListQuery { Namespace = options.Namespace })
            .AddInformer(Resources.MeshRoutes)
            .AddController<MeshNodeController, MeshNode>()
            .AddFinalizer<MeshNodeFinalizer, MeshNode>(MeshGateApi.Finalizer)
            .AddController<MeshPolicyController, MeshPolicy>();
        if (options.NodeSelector.Length > 0)
        {
            builder
                .AddInformer(Resources.Nodes, new ListQuery { LabelSelector = options.NodeSelector })
                .AddController<ClusterNodeController, ClusterNode>();
        }

        return services
            .AddTopology()
            .AddPage(options.Page, provider => client?.Invoke(provider) ?? provider.GetRequiredService<KubernetesHttpClient>());
    }

    private static IServiceCollection AddTopology(this IServiceCollection services)
    {
        services.AddSingleton<EntityCache<MeshNode>>();
        services.AddSingleton<EntityCache<MeshPolicy>>();
        services.AddSingleton<EntityCache<MeshRoute>>();
        services.AddSingleton<PlanStore>();
        services.AddSingleton<RoutePlanStore>();
        services.AddSingleton(provider => new CoalescingTrigger(provider.GetRequiredService<TimeProvider>(), Quiet, LongestHold));
        services.AddSingleton<HeartbeatMonitor>();
        services.AddSingleton<MeshObserver>();
        services.AddSingleton<MeshGatherer>();
        services.AddSingleton<EventQueue>();
        services.AddSingleton<StatusEvents>();
        services.AddSingleton<PathEvents>();
        services.AddSingleton<TurnSecrets>();
        services.AddSingleton<NodeStatusWriter>();
        services.AddSingleton<PolicyStatusWriter>();
        services.AddSingleton<AddressBook>();
        services.AddSingleton<NodeAdmission>();
        services.AddSingleton(provider => new PodNetworks(
            provider.GetRequiredService<IKubernetesClient>(),
            provider.GetRequiredService<EntityCache<MeshNode>>(),
            provider.GetRequiredService<EntityCache<MeshRoute>>(),
            provider.GetRequiredService<OperatorOptions>().AdvertisesPods));
        services.AddSingleton(provider => new NodeMirror(
            provider.GetRequiredService<IKubernetesClient>(),
            provider.GetService<IInformer<ClusterNode>>(),
            provider.GetRequiredService<EntityCache<MeshNode>>(),
            provider.GetRequiredService<AddressBook>(),
            provider.GetRequiredService<EventQueue>(),
            provider.GetRequiredService<PodNetworks>()));
        services.AddSingleton<TopologyController>();
        services.AddSingleton<MeshRouteController>();
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<EventQueue>().RunAsync));
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<PathEvents>().RunAsync));
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<HeartbeatMonitor>().RunAsync));
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<TurnSecrets>().RunAsync));
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<TopologyController>().RunAsync));
        services.AddSingleton<IHostedService>(provider => new LoopService(provider.GetRequiredService<MeshRouteController>().RunAsync));
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
        MeshGatherer gatherer = provider.GetRequiredService<MeshGatherer>();
        metrics.Observe(gatherer.Gather);
        var passes = new HealthCheck("passes", HealthKind.Liveness, () => metrics.LongestReconcile is var pass && pass > LongestPass ? $"one reconciliation has been under way for {pass.TotalMinutes:0} minutes" : null);
        return new TelemetryService(
            options.Metrics,
            meter => metrics.Owns(meter) || runtime.Owns(meter),
            [passes, .. provider.GetServices<HealthCheck>()],
            provider.GetRequiredService<ILogger<TelemetryService>>(),
            new Dictionary<string, Func<byte[]>> { ["/statusz"] = gatherer.ToJson });
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

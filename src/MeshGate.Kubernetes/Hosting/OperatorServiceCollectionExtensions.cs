using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Events;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Hosting;

/// <summary>Adds an operator to a host.</summary>
public static class OperatorServiceCollectionExtensions
{
    private const string Unfenced = "unfenced";

    /// <summary>Far longer than the client takes over any call with all its retries.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Adds an operator: the API client (which writes only while this process leads), leader election and the recorder of Events.
    /// Controllers and finalizers are added to what it returns.
    /// </summary>
    public static IOperatorBuilder AddKubernetesOperator(this IServiceCollection services, Action<OperatorSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var settings = new OperatorSettings();
        configure?.Invoke(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxConcurrentReconciles, 1, nameof(configure));

        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(settings);
        services.TryAddSingleton<RuntimeMetrics>();
        services.TryAddSingleton<ReconcileTraces>();
        services.AddSingleton(provider => Liveness(provider.GetRequiredService<RuntimeMetrics>()));
        services.AddKeyedSingleton(Unfenced, (provider, _) => settings.Client?.Invoke(provider) ?? CreateClient(settings, provider));
        AddLeadership(services, settings);
        services.AddSingleton<IKubernetesClient>(provider => new FencedKubernetesClient(
            provider.GetRequiredKeyedService<IKubernetesClient>(Unfenced), provider.GetRequiredService<ILeadership>()));
        services.AddSingleton<IEventRecorder>(provider => new EventRecorder(
            provider.GetRequiredService<IKubernetesClient>(),
            settings.Name,
            settings.LeaderElection?.Identity ?? Environment.MachineName,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventRecorder>>(),
            provider.GetRequiredService<RuntimeMetrics>()));
        return new OperatorBuilder(services);
    }

    private static void AddLeadership(IServiceCollection services, OperatorSettings settings)
    {
        if (settings.LeaderElection is not { } election)
        {
            services.AddSingleton<ILeadership, SoleLeader>();
            return;
        }

        services.AddSingleton(provider => new LeaderElector(
            provider.GetRequiredKeyedService<IKubernetesClient>(Unfenced),
            election,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LeaderElector>>(),
            new Random(),
            provider.GetRequiredService<RuntimeMetrics>()));
        services.AddSingleton<ILeadership>(provider => provider.GetRequiredService<LeaderElector>());
        services.AddSingleton<IHostedService>(provider => new BackgroundRunner(provider.GetRequiredService<LeaderElector>().RunAsync));
    }

    private static KubernetesHttpClient CreateClient(OperatorSettings settings, IServiceProvider provider) => new KubernetesHttpClient(
        settings.Connection ?? KubernetesConnection.InCluster(),
        provider.GetRequiredService<TimeProvider>(),
        new Random(),
        settings.ClientOptions with { UserAgent = $"{settings.Name}/{settings.Version}" },
        provider.GetRequiredService<ILogger<KubernetesHttpClient>>(),
        metrics: provider.GetRequiredService<RuntimeMetrics>());

    private static HealthCheck Liveness(RuntimeMetrics metrics) => new(
        "workers",
        HealthKind.Liveness,
        () => metrics.LongestWork is var work && work > LongestWork ? $"one object has been worked on for {work.TotalMinutes:0} minutes" : null);
}

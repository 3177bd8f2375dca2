using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Controllers;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.Kubernetes.Hosting;

/// <inheritdoc cref="IOperatorBuilder"/>
internal sealed class OperatorBuilder(IServiceCollection services) : IOperatorBuilder
{
    private readonly HashSet<Type> _informers = [];
    private readonly HashSet<Type> _finalized = [];

    public IServiceCollection Services => services;

    public IOperatorBuilder AddInformer<TEntity>(Resource<TEntity> resource, ListQuery? query = null)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        if (_informers.Add(typeof(TEntity)))
        {
            services.AddSingleton(resource);
            services.AddSingleton<IInformer<TEntity>>(provider => new Informer<TEntity>(
                provider.GetRequiredService<IKubernetesClient>(),
                resource,
                query ?? new ListQuery(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<Informer<TEntity>>>(),
                new Random(),
                provider.GetRequiredService<RuntimeMetrics>()));
            services.AddSingleton(provider => Readiness(resource.Plural, provider.GetRequiredService<IInformer<TEntity>>()));
            services.AddSingleton<IHostedService>(provider => new BackgroundRunner(provider.GetRequiredService<IInformer<TEntity>>().RunAsync));
        }

        return this;
    }

    public IOperatorBuilder AddController<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation, TEntity>()
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        EnsureInformer<TEntity>();
        services.TryAddScoped<TImplementation>();
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<ControllerHost<TImplementation, TEntity>>(provider));
        return this;
    }

    public IOperatorBuilder AddFinalizer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation, TEntity>(string identifier)
        where TImplementation : class, IEntityFinalizer<TEntity>
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        EnsureInformer<TEntity>();
        services.TryAddScoped<TImplementation>();
        services.AddSingleton(new FinalizerRegistration<TEntity>(identifier, provider => provider.GetRequiredService<TImplementation>()));
        if (_finalized.Add(typeof(TEntity)))
        {
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<FinalizerHost<TEntity>>(provider));
        }

        return this;
    }

    private static HealthCheck Readiness<TEntity>(string plural, IInformer<TEntity> informer)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
        => new($"informer-{plural}", HealthKind.Readiness, () => informer.Synced.IsCompletedSuccessfully ? null : "the first list is not in the cache yet");

    private void EnsureInformer<TEntity>()
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        if (_informers.Contains(typeof(TEntity)))
        {
            return;
        }

        object resource = typeof(TEntity) switch
        {
            var type when type == typeof(MeshNode) => Resources.MeshNodes,
            var type when type == typeof(MeshPolicy) => Resources.MeshPolicies,
            _ => throw new InvalidOperationException($"add an informer of {typeof(TEntity).Name} first"),
        };
        AddInformer((Resource<TEntity>)resource);
    }
}

using System.Net;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Page.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Page;

/// <summary>Adds the topology page, where it is wanted.</summary>
internal static class PageRegistration
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="endpoint">Where it is served; null for nowhere.</param>
    /// <param name="client">The API for questions about tokens: every operator asks them, not only the one that leads.</param>
    public static IServiceCollection AddPage(this IServiceCollection services, IPEndPoint? endpoint, Func<IServiceProvider, IKubernetesClient> client)
    {
        if (endpoint is null)
        {
            return services;
        }

        services.AddSingleton(provider => new ReviewGate(client(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ReviewGate>>()));
        services.AddSingleton(provider => new PageServer(
            new PageOptions(endpoint),
            new InformerSource(provider.GetRequiredService<IInformer<MeshNode>>(), provider.GetRequiredService<IInformer<MeshRoute>>()),
            provider.GetRequiredService<ReviewGate>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PageServer>>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PageServer>());
        return services;
    }
}

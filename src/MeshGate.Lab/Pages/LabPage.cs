using System.Net;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Lab.Machines;
using MeshGate.Page.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Lab.Pages;

/// <summary>The topology page of a lab: on loopback alone, and without asking who looks.</summary>
public sealed class LabPage : IAsyncDisposable
{
    /// <summary>The port where none is named.</summary>
    public const int DefaultPort = 9590;

    private readonly KubernetesHttpClient _client;
    private readonly PageServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    private LabPage(string kubeconfig, int port)
    {
        _client = new KubernetesHttpClient(KubernetesConnection.FromKubeconfig(kubeconfig), TimeProvider.System, new Random());
        var nodes = new Informer<MeshNode>(_client, Resources.MeshNodes, new ListQuery(), TimeProvider.System, NullLogger.Instance, new Random());
        var routes = new Informer<MeshRoute>(_client, Resources.MeshRoutes, new ListQuery(), TimeProvider.System, NullLogger.Instance, new Random());
        _server = new PageServer(
            new PageOptions(new IPEndPoint(IPAddress.Loopback, port)) { LoopbackOnly = true },
            new InformerSource(nodes, routes),
            new OpenGate(),
            TimeProvider.System,
            NullLogger<PageServer>.Instance);
        _watching = Task.WhenAll(nodes.RunAsync(_stop.Token), routes.RunAsync(_stop.Token));
    }

    /// <summary>Where it is.</summary>
    public Uri Address => _server.Address!;

    /// <summary>Serves the page of a lab, where it is wanted.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="port">The port; 0 for any that is free, null for no page.</param>
    /// <param name="say">Is told where the page is.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="LabException">The port is taken.</exception>
    public static async Task<LabPage?> StartAsync(RunningLab lab, int? port, Action<string> say, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(say);
        if (port is null)
        {
            return null;
        }

        var page = new LabPage(lab.AdminKubeconfig, port.Value);
        await page._server.StartAsync(cancellationToken);
        if (page._server.Address is null)
        {
            await page.DisposeAsync();
            throw new LabException($"The topology page cannot be served at 127.0.0.1:{port}: the port is taken.");
        }

        say($"topology page: {page.Address}");
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stop.Dispose();
    }
}

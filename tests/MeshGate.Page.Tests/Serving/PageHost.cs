using System.Net;
using MeshGate.Page.Serving;
using MeshGate.Tests.Pages;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Page.Tests.Serving;

/// <summary>A page on loopback, and one who asks it.</summary>
internal sealed class PageHost : IAsyncDisposable
{
    private readonly PageServer _server;

    private PageHost(PageServer server, SampleSource source) => (_server, Source, Client) = (server, source, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address });

    public SampleSource Source { get; }

    public HttpClient Client { get; }

    public static async Task<PageHost> StartAsync(IPageGate? gate = null, Func<PageOptions, PageOptions>? change = null)
    {
        var source = new SampleSource(new SampleMesh(50));
        var options = new PageOptions(new IPEndPoint(IPAddress.Loopback, 0)) { LoopbackOnly = true };
        var server = new PageServer(change?.Invoke(options) ?? options, source, gate ?? new OpenGate(), TimeProvider.System, NullLogger<PageServer>.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new PageHost(server, source);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}

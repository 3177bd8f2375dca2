using System.Net;
using MeshGate.Page.Serving;
using MeshGate.Tests.Pages;
using Microsoft.Extensions.Logging.Abstractions;
using PuppeteerSharp;

namespace MeshGate.Browser.Tests;

/// <summary>A simulated mesh, its page, and a browser that shows it.</summary>
internal sealed class ShownMesh : ShownPage
{
    private readonly PageServer _server;

    private ShownMesh(PageServer server, SampleSource source, IPage page)
        : base(page) => (_server, Source) = (server, source);

    public SampleSource Source { get; }

    /// <summary>Shows a mesh.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="nodes">How many nodes it has.</param>
    /// <param name="dark">Whether the system is dark.</param>
    /// <param name="gate">Who may look.</param>
    public static async Task<ShownMesh> OpenAsync(IBrowser browser, int nodes, bool dark = false, IPageGate? gate = null)
    {
        var source = new SampleSource(new SampleMesh(nodes));
        source.Change(mesh => mesh.GoDirect("eu-central-1", "eu-central-6"));
        var server = new PageServer(new PageOptions(new IPEndPoint(IPAddress.Loopback, 0)) { LoopbackOnly = true }, source, gate ?? new OpenGate(), TimeProvider.System, NullLogger<PageServer>.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        var shown = new ShownMesh(server, source, await NewAsync(browser));
        await shown.GoAsync(server.Address!, dark);
        if (gate is null)
        {
            await shown.UntilDrawnAsync();
        }

        return shown;
    }

    /// <summary>Where the page is.</summary>
    public Uri Address => _server.Address!;

    /// <summary>The page's server alone ends.</summary>
    public Task StopServerAsync() => _server.StopAsync(CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }
}

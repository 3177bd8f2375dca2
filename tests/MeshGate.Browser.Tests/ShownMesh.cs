using System.Globalization;
using System.Net;
using MeshGate.Page.Serving;
using MeshGate.Tests.Pages;
using Microsoft.Extensions.Logging.Abstractions;
using PuppeteerSharp;

namespace MeshGate.Browser.Tests;

/// <summary>A simulated mesh, its page, and a browser that shows it. Notes every request and whatever the browser complains about.</summary>
internal sealed class ShownMesh : IAsyncDisposable
{
    private readonly PageServer _server;

    private ShownMesh(PageServer server, SampleSource source, IPage page) => (_server, Source, Page) = (server, source, page);

    public SampleSource Source { get; }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

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
        IBrowserContext context = await browser.CreateBrowserContextAsync();
        IPage page = await context.NewPageAsync();
        var shown = new ShownMesh(server, source, page);
        page.Console += (_, e) => shown.Complaints.AddRange(e.Message.Type is ConsoleType.Error or ConsoleType.Warning ? [e.Message.Text] : []);
        page.PageError += (_, e) => shown.Complaints.Add(e.Message);
        page.Request += (_, e) => shown.Requests.Add(e.Request.Url);
        await page.SetViewportAsync(new ViewPortOptions { Width = 1440, Height = 1000 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);
        await page.GoToAsync(server.Address!.ToString());
        if (gate is null)
        {
            await shown.UntilAsync("performance.getEntriesByName('meshgate:first').length > 0");
        }

        return shown;
    }

    /// <summary>Where the page is.</summary>
    public Uri Address => _server.Address!;

    /// <summary>The page's server alone ends.</summary>
    public Task StopServerAsync() => _server.StopAsync(CancellationToken.None);

    /// <summary>What an expression is in the page.</summary>
    public Task<T> AskAsync<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    /// <summary>The text of an element.</summary>
    public Task<string> TextAsync(string selector) => AskAsync<string>($"document.querySelector({Quote(selector)})?.innerText ?? ''");

    /// <summary>The texts of all elements.</summary>
    public Task<string[]> TextsAsync(string selector) => AskAsync<string[]>($"[...document.querySelectorAll({Quote(selector)})].map(e => e.innerText)");

    /// <summary>Waits until an expression is true in the page.</summary>
    public async Task UntilAsync(string expression)
    {
        try
        {
            await Page.WaitForExpressionAsync(expression, new WaitForFunctionOptions { Timeout = 30_000, PollingInterval = 50 });
        }
        catch (WaitTaskTimeoutException)
        {
            Assert.Fail($"It was not so within 30 s: {expression}; the browser says: {string.Join("; ", Complaints)}");
        }
    }

    /// <summary>How long something of the page's own measurements took, in milliseconds, in order.</summary>
    public async Task<double[]> MeasuredAsync(string name) => await AskAsync<double[]>($"performance.getEntriesByName({Quote(name)}).map(e => e.duration)");

    /// <summary>Takes a picture of the window, where MESHGATE_SCREENSHOTS names a directory for them.</summary>
    public async Task PhotographAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("MESHGATE_SCREENSHOTS") is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
            await Page.ScreenshotAsync(Path.Combine(directory, name + ".png"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Page.BrowserContext.CloseAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A text as the page's language writes it.</summary>
    internal static string Quote(string text) => string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'");
}

using System.Globalization;
using PuppeteerSharp;

namespace MeshGate.Browser.Tests;

/// <summary>A topology page in a browser. Notes every request and whatever the browser complains about.</summary>
internal class ShownPage : IAsyncDisposable
{
    private const int Polling = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30 * Quickness.Slow);

    protected ShownPage(IPage page)
    {
        Page = page;
        page.Console += (_, e) => Complaints.AddRange(e.Message.Type is ConsoleType.Error or ConsoleType.Warning ? [e.Message.Text] : []);
        page.PageError += (_, e) => Complaints.Add(e.Message);
        page.Request += (_, e) => Requests.Add(e.Request.Url);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>Shows the page that is served somewhere, and waits until the whole mesh is drawn.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="address">Where the page is.</param>
    public static async Task<ShownPage> OpenAsync(IBrowser browser, Uri address)
    {
        var shown = new ShownPage(await NewAsync(browser));
        await shown.GoAsync(address, dark: false);
        await shown.UntilDrawnAsync();
        return shown;
    }

    /// <summary>What an expression is in the page.</summary>
    public Task<T> AskAsync<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    /// <summary>The text of an element.</summary>
    public Task<string> TextAsync(string selector) => AskAsync<string>($"document.querySelector({Quote(selector)})?.innerText ?? ''");

    /// <summary>The texts of all elements.</summary>
    public Task<string[]> TextsAsync(string selector) => AskAsync<string[]>($"[...document.querySelectorAll({Quote(selector)})].map(e => e.innerText)");

    /// <summary>Waits until an expression is true in the page.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="within">For how long at most; 30 s where nothing is said, more on a slow machine.</param>
    public async Task UntilAsync(string expression, TimeSpan? within = null)
    {
        TimeSpan patience = within ?? Patience;
        try
        {
            await Page.WaitForExpressionAsync(expression, new WaitForFunctionOptions { Timeout = (int)patience.TotalMilliseconds, PollingInterval = Polling });
        }
        catch (WaitTaskTimeoutException)
        {
            string news = string.Join("\n", await TextsAsync("#news-list li"));
            Assert.Fail($"It was not so within {patience.TotalSeconds:0} s: {expression}; the browser says: {string.Join("; ", Complaints)}; what happened:\n{news}");
        }
    }

    /// <summary>Waits until the whole mesh is on the screen.</summary>
    public Task UntilDrawnAsync() => UntilAsync("performance.getEntriesByName('meshgate:first').length > 0");

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

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Page.BrowserContext.CloseAsync();
    }

    /// <summary>A text as the page's language writes it.</summary>
    internal static string Quote(string text) => string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'");

    protected static async Task<IPage> NewAsync(IBrowser browser)
    {
        IBrowserContext context = await browser.CreateBrowserContextAsync();
        return await context.NewPageAsync();
    }

    protected async Task GoAsync(Uri address, bool dark)
    {
        await Page.SetViewportAsync(new ViewPortOptions { Width = 1440, Height = 1000 });
        await Page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);
        await Page.GoToAsync(address.ToString());
    }
}

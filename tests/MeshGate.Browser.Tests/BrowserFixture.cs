using PuppeteerSharp;

[assembly: AssemblyFixture(typeof(MeshGate.Browser.Tests.BrowserFixture))]

namespace MeshGate.Browser.Tests;

/// <summary>A real Chromium, as Debian has it. MESHGATE_CHROMIUM names another one.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string program = Environment.GetEnvironmentVariable("MESHGATE_CHROMIUM") ?? Programs.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The page's tests need Chromium: scripts/install-deps page-test installs Debian's.");
        Browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = program,
            Headless = true,
            // Tests run as root, where Chromium's own sandbox cannot be; the pages are ours.
            Args = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"],
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Browser.DisposeAsync();
}

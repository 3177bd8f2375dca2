using MeshGate.Page.Serving;

namespace MeshGate.Browser.Tests;

public sealed class AccessTests(BrowserFixture chromium)
{
    [Fact]
    public async Task ThePage_CallsNobodyElse_AndTheBrowserFindsNothingToForbid()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        await mesh.Page.ClickAsync("#tablepanel tbody tr button");
        await mesh.UntilAsync("document.querySelector('#panel .why')");
        await mesh.Page.ClickAsync("[data-theme-choice=dark]");

        Assert.All(mesh.Requests, url => Assert.StartsWith($"http://127.0.0.1:{mesh.Address.Port}/topology/", url, StringComparison.Ordinal));
        Assert.Empty(mesh.Complaints);
    }

    [Fact]
    public async Task ThePage_AsksForAToken_AndShowsNothingWithoutAValidOne()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50, gate: new OneToken());
        await mesh.UntilAsync("!document.querySelector('#signin').hidden");
        Assert.Equal("token", await mesh.AskAsync<string>("document.activeElement.id"));
        Assert.DoesNotContain("eu-central", await mesh.AskAsync<string>("document.body.innerText"), StringComparison.Ordinal);

        await mesh.Page.TypeAsync("#token", "wrong");
        await mesh.Page.Keyboard.PressAsync("Enter");
        await mesh.UntilAsync("document.querySelector('#signin-error').innerText.includes('valid token')");
        await mesh.Page.TypeAsync("#token", "right");
        await mesh.Page.Keyboard.PressAsync("Enter");
        await mesh.UntilAsync("performance.getEntriesByName('meshgate:first').length > 0");

        Assert.Equal(50, await mesh.AskAsync<int>("document.querySelectorAll('#tablepanel tbody tr').length"));
        Assert.DoesNotContain(mesh.Requests, url => url.Contains("right", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThePage_SaysSo_WhenItsServerIsGone_AndKeepsWhatItKnows()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        Assert.Equal("Live", await mesh.TextAsync("#connection"));

        await mesh.StopServerAsync();

        await mesh.UntilAsync("document.querySelector('#connection').innerText.startsWith('Connection lost')");
        Assert.Equal(50, await mesh.AskAsync<int>("document.querySelectorAll('#tablepanel tbody tr').length"));
    }

    private sealed class OneToken : IPageGate
    {
        public Task<PageVerdict> AdmitAsync(string? token, CancellationToken cancellationToken)
            => Task.FromResult(token == "right" ? PageVerdict.Admitted : PageVerdict.Unknown);
    }
}

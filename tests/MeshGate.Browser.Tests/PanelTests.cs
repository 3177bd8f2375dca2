namespace MeshGate.Browser.Tests;

public sealed class PanelTests(BrowserFixture chromium)
{
    private const string One = "eu-central-1";
    private const string Other = "eu-central-6";
    private const string Row = $"#tablepanel tr[data-id=\"{One}~{Other}\"]";

    [Fact]
    public async Task APair_IsExplained_AndFollowedThroughAFailover_WhileItIsLookedAt()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        await OpenAsync(mesh);
        Assert.Equal($"{One} and {Other}", await mesh.TextAsync("#panel-title"));
        await mesh.UntilAsync("document.querySelector('#panel .chosen')?.innerText === 'direct in use'");
        Assert.Contains("measures 12.5 ms", await mesh.TextAsync("#panel .why"), StringComparison.Ordinal);
        (decimal, decimal) one = await ShownPicture.FindAsync(mesh, $"{One}: ");
        (decimal, decimal) other = await ShownPicture.FindAsync(mesh, $"{Other}: ");
        (decimal, decimal) relay = await ShownPicture.FindAsync(mesh, "eu-central-3: ");
        await mesh.UntilAsync(ShownPicture.IsMarked(one, other));
        Assert.False(await mesh.AskAsync<bool>(ShownPicture.IsMarked(one, relay)));

        mesh.Source.Change(sample => sample.FailOver(One, Other, "eu-central-3"));

        await mesh.UntilAsync("document.querySelector('#panel .chosen')?.innerText === 'through eu-central-3 in use'");
        Assert.Contains("212 ms without traffic", await mesh.TextAsync("#panel .facts"), StringComparison.Ordinal);
        Assert.StartsWith("direct", await mesh.TextAsync("#panel .others"), StringComparison.Ordinal);
        await mesh.UntilAsync(ShownPicture.IsMarked(one, relay));
        await mesh.UntilAsync(ShownPicture.IsMarked(relay, other));
        Assert.False(await mesh.AskAsync<bool>(ShownPicture.IsMarked(one, other)));
        await mesh.PhotographAsync("panel");
        Assert.Empty(mesh.Complaints);
    }

    [Fact]
    public async Task AFailover_IsShownEverywhere_AsItHappens()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        await mesh.Page.TypeAsync("#find", $"{One} {Other}");
        int relayed = await CountAsync(mesh, "relay");
        string picture = await mesh.AskAsync<string>("document.querySelector('.stage canvas:nth-of-type(2)').toDataURL()");

        mesh.Source.Change(sample => sample.FailOver(One, Other, "eu-central-3"));

        const string Said = $"{One} and {Other} failed over from the direct path to the relay eu-central-3: nothing was heard on it; nothing passed for 212 ms.";
        await mesh.UntilAsync($"document.querySelector('#news-list li')?.innerText.includes({ShownMesh.Quote(Said)})");
        await mesh.UntilAsync($"document.querySelector('{Row} td:nth-child(3)').innerText === 'relay node'");
        Assert.Equal("eu-central-3", await mesh.TextAsync($"{Row} td:nth-child(4)"));
        Assert.Equal(relayed + 1, await CountAsync(mesh, "relay"));
        Assert.NotEqual(picture, await mesh.AskAsync<string>("document.querySelector('.stage canvas:nth-of-type(2)').toDataURL()"));

        // What a screen reader is told.
        await mesh.UntilAsync($"document.querySelector('#live').textContent.includes({ShownMesh.Quote(Said)})");
        Assert.Equal("polite", await mesh.AskAsync<string>("document.querySelector('#live').getAttribute('aria-live')"));

        mesh.Source.Change(sample => sample.GoDirect(One, Other));
        await mesh.UntilAsync("document.querySelector('#news-list li')?.innerText.includes('moved from the relay eu-central-3 to the direct path')");
        Assert.Equal(relayed, await CountAsync(mesh, "relay"));
    }

    [Fact]
    public async Task ANode_IsOpenedFromThePicture_AndShowsItIsOffline()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        mesh.Source.Change(sample => sample.SetOnline(One, false));
        await mesh.UntilAsync($"document.querySelector('#news-list li')?.innerText.includes('{One} is offline')");

        // With the mouse, where the hub is.
        await ShownPicture.ClickAsync(mesh, await ShownPicture.FindAsync(mesh, $"{One}: hub"));
        await mesh.UntilAsync("!document.querySelector('#panel').hidden");

        Assert.Equal(One, await mesh.TextAsync("#panel-title"));
        Assert.StartsWith("offline hub", await mesh.TextAsync("#panel .chosen"), StringComparison.Ordinal);
        Assert.Contains("No heartbeat has come for 45 s", await mesh.TextAsync("#panel .why"), StringComparison.Ordinal);
    }

    private static async Task OpenAsync(ShownMesh mesh)
    {
        await mesh.Page.TypeAsync("#find", $"{One} {Other}");
        await mesh.Page.ClickAsync($"{Row} button");
        await mesh.UntilAsync("!document.querySelector('#panel').hidden");
    }

    private static async Task<int> CountAsync(ShownMesh mesh, string kind) => await mesh.AskAsync<int>($"Number(document.querySelector('#summary .{kind} dd').innerText)");
}

namespace MeshGate.Browser.Tests;

/// <summary>All of it without a mouse, and for those who do not see the picture.</summary>
public sealed class KeyboardTests(BrowserFixture chromium)
{
    [Fact]
    public async Task ThePage_IsUsedByKeyboardAlone()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);

        await mesh.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the tables", await mesh.AskAsync<string>("document.activeElement.innerText"));
        await mesh.Page.Keyboard.PressAsync("Enter");
        await mesh.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("tab-pairs", await Focused(mesh));
        await mesh.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("tab-nodes", await Focused(mesh));
        Assert.Equal("true", await mesh.AskAsync<string>("document.activeElement.getAttribute('aria-selected')"));
        await mesh.Page.Keyboard.PressAsync("ArrowLeft");

        await mesh.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("find", await Focused(mesh));
        await mesh.Page.Keyboard.TypeAsync("us-east-5");
        for (int i = 0; i < 40 && !await mesh.AskAsync<bool>("document.activeElement.matches('tbody button')"); i++)
        {
            await mesh.Page.Keyboard.PressAsync("Tab");
        }

        string row = await mesh.AskAsync<string>("document.activeElement.closest('tr').dataset.id");
        await mesh.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("panel-title", await Focused(mesh));
        Assert.Equal(row.Replace("~", " and ", StringComparison.Ordinal), await mesh.TextAsync("#panel-title"));

        await mesh.Page.Keyboard.PressAsync("Escape");
        Assert.True(await mesh.AskAsync<bool>("document.querySelector('#panel').hidden"));
        Assert.Equal(row, await mesh.AskAsync<string>("document.activeElement.closest('tr').dataset.id"));
    }

    [Fact]
    public async Task TheFocus_StaysOnItsRow_WhileTheTableChanges()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        await mesh.Page.TypeAsync("#find", "eu-central-1 eu-central-6");
        const string Row = "#tablepanel tr[data-id=\"eu-central-1~eu-central-6\"]";
        await mesh.Page.FocusAsync($"{Row} button");

        mesh.Source.Change(sample => sample.FailOver("eu-central-1", "eu-central-6", "eu-central-3"));
        await mesh.UntilAsync($"document.querySelector('{Row} td:nth-child(3)').innerText === 'relay node'");

        Assert.Equal("eu-central-1~eu-central-6", await mesh.AskAsync<string>("document.activeElement.closest('tr')?.dataset.id ?? 'lost'"));
    }

    [Fact]
    public async Task EveryControl_HasAName_AndThePictureSaysWhatItShows()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        string[] nameless = await mesh.AskAsync<string[]>("""
            [...document.querySelectorAll('button, input, select')]
              .filter(e => !(e.innerText || e.getAttribute('aria-label') || e.labels?.[0]?.innerText))
              .map(e => e.outerHTML)
            """);
        Assert.Empty(nameless);
        Assert.Matches(@"^Picture of the mesh: \d+ of 50 nodes ready in 5 segments; \d+ pairs speak directly", await mesh.AskAsync<string>("document.querySelector('#picture').getAttribute('aria-label')"));
        Assert.Equal(0, await mesh.AskAsync<int>("[...document.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls]')].flatMap(e => ['aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap(a => (e.getAttribute(a) ?? '').split(' ').filter(Boolean))).filter(id => !document.getElementById(id)).length"));

        // Every node and pair of the picture is in the tables.
        int pairs = await mesh.AskAsync<int>("Number(document.querySelector('#count').innerText.match(/of (\\d+)/)[1])");
        int counted = await mesh.AskAsync<int>("[...document.querySelectorAll('#summary dd')].slice(2).reduce((sum, dd) => sum + Number(dd.innerText), 0)");
        Assert.InRange(pairs, counted, int.MaxValue);
    }

    /// <summary>Text against what is behind it, by WCAG 2.2, success criterion 1.4.3: 4.5 to 1, or 3 to 1 where it is large.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Texts_HaveContrast_InLightAndDark(bool dark)
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50, dark);
        mesh.Source.Change(sample => sample.SetOnline("us-east-5", false));
        await mesh.UntilAsync("document.querySelectorAll('#news-list li').length > 0");
        string[] faint = await mesh.AskAsync<string[]>("""
            (() => {
              const rgb = (text) => text.match(/[\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
              const bad = [];
              for (const e of document.querySelectorAll('body *')) {
                const text = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join('');
                if (!text || !e.checkVisibility() || e.closest('.quiet, .skip, :disabled, option')) continue;
                const style = getComputedStyle(e);
                const [a, b] = [light(rgb(style.color)), light(behind(e))].sort((x, y) => y - x);
                const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
                if ((a + 0.05) / (b + 0.05) < (isLarge ? 3 : 4.5)) bad.push(`${text}: ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
              }
              return bad;
            })()
            """);
        Assert.Empty(faint);
    }

    [Fact]
    public async Task Colours_FollowTheSystem_UnlessSomebodySaysOtherwise()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50, dark: true);
        const string Scheme = "getComputedStyle(document.documentElement).colorScheme";
        Assert.Equal("dark", await mesh.AskAsync<string>(Scheme));
        await mesh.PhotographAsync("dark");

        await mesh.Page.ClickAsync("[data-theme-choice=light]");
        Assert.Equal("light", await mesh.AskAsync<string>(Scheme));
        await mesh.PhotographAsync("light");
        await mesh.Page.ReloadAsync();
        await mesh.UntilAsync("performance.getEntriesByName('meshgate:first').length > 0");
        Assert.Equal("light", await mesh.AskAsync<string>(Scheme));

        await mesh.Page.ClickAsync("[data-theme-choice=auto]");
        Assert.Equal("dark", await mesh.AskAsync<string>(Scheme));
    }

    private static Task<string> Focused(ShownMesh mesh) => mesh.AskAsync<string>("document.activeElement.id");
}

namespace MeshGate.Browser.Tests;

public sealed class TableTests(BrowserFixture chromium)
{
    [Fact]
    public async Task Pairs_AreFilteredByPathTextAndSegment()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        int all = await mesh.AskAsync<int>("document.querySelectorAll('#tablepanel tbody tr').length");
        Assert.Equal(50, all);

        await mesh.Page.SelectAsync("#kind", "Relay");
        Assert.All(await mesh.TextsAsync("#tablepanel tbody td:nth-child(3)"), path => Assert.Equal("relay node", path));
        Assert.All(await mesh.TextsAsync("#tablepanel tbody td:nth-child(4)"), relay => Assert.NotEmpty(relay));
        Assert.All(await mesh.TextsAsync("#tablepanel tbody td.wide"), reason => Assert.Contains("both NATs", reason, StringComparison.Ordinal));

        await mesh.Page.SelectAsync("#kind", string.Empty);
        await mesh.Page.TypeAsync("#find", "ap-south-7");
        await mesh.UntilAsync("[...document.querySelectorAll('#tablepanel tbody tr')].every(r => r.innerText.includes('ap-south-7')) && document.querySelectorAll('#tablepanel tbody tr').length > 0");
        Assert.Contains("found", await mesh.TextAsync("#count"), StringComparison.Ordinal);

        await mesh.Page.ClickAsync("#clear");
        await mesh.Page.SelectAsync("#segment", "segment-2");
        Assert.All(await mesh.TextsAsync("#tablepanel tbody tr"), row => Assert.Contains("eu-west", row, StringComparison.Ordinal));
        Assert.Empty(mesh.Complaints);
    }

    [Fact]
    public async Task Pairs_AreSortedByAnyColumn_WithNumbersAsNumbers()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);

        await mesh.Page.ClickAsync("#tablepanel thead th:nth-child(5) button");
        await mesh.Page.ClickAsync("#tablepanel thead th:nth-child(5) button");
        Assert.Equal("descending", await mesh.AskAsync<string>("document.querySelector('#tablepanel thead th:nth-child(5)').getAttribute('aria-sort')"));
        double[] times = await mesh.AskAsync<double[]>("[...document.querySelectorAll('#tablepanel tbody td:nth-child(5)')].map(c => parseFloat(c.innerText))");
        Assert.Equal(times.OrderDescending(), times);

        await mesh.Page.ClickAsync("#tab-nodes");
        string[] names = await mesh.TextsAsync("#tablepanel tbody th");
        Assert.Equal(["ap-south-1", "ap-south-2", "ap-south-3"], names[..3]);
        Assert.True(Array.IndexOf(names, "ap-south-9") < Array.IndexOf(names, "ap-south-10"));

        await mesh.Page.ClickAsync("#tab-routes");
        Assert.Equal(["office"], await mesh.TextsAsync("#tablepanel tbody th"));
    }

    [Fact]
    public async Task Pairs_AreTurnedPageByPage()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 1000);
        Assert.StartsWith("1–50 of ", await mesh.TextAsync("#count"), StringComparison.Ordinal);

        await mesh.Page.ClickAsync("#next");

        Assert.StartsWith("51–100 of ", await mesh.TextAsync("#count"), StringComparison.Ordinal);
    }
}

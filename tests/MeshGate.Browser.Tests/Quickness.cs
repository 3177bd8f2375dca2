using System.Globalization;

namespace MeshGate.Browser.Tests;

/// <summary>
/// How quick a page was, as it measured itself in the browser: 1 s from the click to the whole mesh on the screen, 100 ms from an update's
/// arrival to its being there. On a machine that has other work, MESHGATE_SLOW=N allows N times as much, and what was measured is told all
/// the same.
/// </summary>
/// <param name="Mesh">What was shown, for a person.</param>
/// <param name="Paint">The browser's first contentful paint, in milliseconds after the click.</param>
/// <param name="First">The whole mesh on the screen, in milliseconds after the click.</param>
/// <param name="Updates">Each update from its arrival to the screen, in milliseconds, the shortest first.</param>
internal sealed record Quickness(string Mesh, double Paint, double First, double[] Updates)
{
    /// <summary>The most milliseconds until the whole mesh is on the screen.</summary>
    public const double MostFirst = 1000;

    private const double MostUpdate = 100;

    /// <summary>How many times slower this machine is than one with nothing else to do.</summary>
    public static double Slow { get; } = double.TryParse(Environment.GetEnvironmentVariable("MESHGATE_SLOW"), NumberStyles.Float, CultureInfo.InvariantCulture, out double times) ? times : 1;

    private double Median => Updates[Updates.Length / 2];

    /// <summary>What a page measured so far.</summary>
    public static async Task<Quickness> OfAsync(ShownPage page, int nodes)
    {
        int pairs = await page.AskAsync<int>("[...document.querySelectorAll('#summary dd')].slice(2).reduce((sum, dd) => sum + Number(dd.innerText), 0)");
        return new Quickness(
            string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes, {pairs} pairs"),
            await page.AskAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime"),
            Assert.Single(await page.MeasuredAsync("meshgate:first")),
            [.. (await page.MeasuredAsync("meshgate:update")).Order()]);
    }

    /// <summary>Tells it, and holds it to both bars.</summary>
    public void Hold()
    {
        HoldUpdates();
        Assert.True(First <= MostFirst * Slow, ToString());
    }

    /// <summary>Tells it, and holds its updates alone to their bar.</summary>
    public void HoldUpdates()
    {
        TestContext.Current.TestOutputHelper!.WriteLine(ToString());
        Console.WriteLine(ToString());
        Assert.NotEmpty(Updates);
        Assert.True(Median <= MostUpdate * Slow, ToString());
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Mesh}: first paint {Paint:0} ms, whole mesh drawn {First:0} ms, update median {Median:0} ms, worst {Updates[^1]:0} ms of {Updates.Length}");
}

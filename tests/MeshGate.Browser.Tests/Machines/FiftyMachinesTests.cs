using System.Globalization;
using System.Text.RegularExpressions;
using MeshGate.Kubernetes.Entities;
using MeshGate.Lab.Cluster;

namespace MeshGate.Browser.Tests.Machines;

/// <summary>The page of fifty real machines: what is on the screen is what the machines say, and a relay's death under traffic is followed as it happens.</summary>
public sealed partial class FiftyMachinesTests(BrowserFixture chromium, FiftyMachines mesh) : IClassFixture<FiftyMachines>
{
    private const string One = "us-hotel1";
    private const string Other = "us-mobile1";
    private const string Relay = "us-relay";
    private const string Backup = "us-hub";
    private const string Row = $"#tablepanel tr[data-id=\"{One}~{Other}\"]";
    private static readonly string[] Streams = ["by-relay", "by-relay-back"];
    private static readonly TimeSpan Agreement = TimeSpan.FromSeconds(60 * Quickness.Slow);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(120 * Quickness.Slow);
    private static readonly TimeSpan InUse = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThePage_ShowsEveryMachine_AndTheirPathsAsTheySay()
    {
        await using ShownPage page = await ShownPage.OpenAsync(chromium.Browser, mesh.Address);
        await page.UntilAsync($"document.querySelector('#summary dd').innerText === '{FiftyMachines.Count}/{FiftyMachines.Count}'");

        IReadOnlyList<SaidByMachine> said = await AgreeAsync(page);
        int direct = said.Sum(machine => machine.Direct) / 2;
        int relayed = said.Sum(machine => machine.Relay) / 2;
        Tell($"{FiftyMachines.Count} machines and the page agree: {direct} pairs direct, {relayed} through relay nodes");
        Assert.InRange(direct, 50, 1225);
        Assert.InRange(relayed, 1, direct);
        Assert.Matches($@"^Picture of the mesh: {FiftyMachines.Count} of {FiftyMachines.Count} nodes ready in \d+ segments?; \d+ pairs speak directly", await page.AskAsync<string>("document.querySelector('#picture').getAttribute('aria-label')"));

        // The tables, filtered as a person does.
        await page.Page.SelectAsync("#kind", "Relay");
        Assert.All(await page.TextsAsync("#tablepanel tbody td:nth-child(3)"), path => Assert.Equal("relay node", path));
        Assert.Contains(await page.TextsAsync("#tablepanel tbody tr"), row => row.Contains(One, StringComparison.Ordinal) && row.Contains(Other, StringComparison.Ordinal));
        Assert.Contains(await page.TextsAsync("#tablepanel tbody td.wide"), reason => reason.Contains("NAT", StringComparison.Ordinal));
        await page.Page.ClickAsync("#tab-nodes");
        await page.Page.ClickAsync("#clear");
        Assert.Equal(mesh.Names, (await page.TextsAsync("#tablepanel tbody th")).Order(StringComparer.Ordinal));
        await page.Page.TypeAsync("#find", "mobile");
        Assert.Equal(["asia-mobile1", "au-mobile1", "eu-mobile1", "sa-mobile1", "us-mobile1"], await page.TextsAsync("#tablepanel tbody th"));

        // The picture knows each of them.
        foreach (string name in (string[])["eu-hub", "us-relay", "eu-gw1", "sa-flat1"])
        {
            await ShownPicture.FindAsync(page, $"{name}: ");
        }

        Assert.Empty(page.Complaints);
    }

    /// <summary>The machines share this computer's processors with the browser: what counts is the middle one of five.</summary>
    [Fact]
    public async Task ThePage_IsThereWithinASecond()
    {
        var all = new List<double>();
        for (int i = 0; i < 5; i++)
        {
            await using ShownPage page = await ShownPage.OpenAsync(chromium.Browser, mesh.Address);
            all.Add(Assert.Single(await page.MeasuredAsync("meshgate:first")));
        }

        string told = $"{FiftyMachines.Count} machines, whole mesh drawn: {string.Join(", ", all.Select(first => first.ToString("0", CultureInfo.InvariantCulture)))} ms";
        Tell(told);
        Assert.True(all.Order().ElementAt(2) <= Quickness.MostFirst * Quickness.Slow, told);
    }

    [Fact]
    public async Task ARelaysDeathUnderTraffic_IsFollowedAsItHappens_InTextAndPicture()
    {
        await using ShownPage page = await ShownPage.OpenAsync(chromium.Browser, mesh.Address);
        await page.Page.TypeAsync("#find", $"{One} {Other}");
        await page.UntilAsync($"document.querySelector('{Row} td:nth-child(4)')?.innerText === '{Relay}'", Agreement);
        await page.Page.ClickAsync($"{Row} button");
        await page.UntilAsync($"document.querySelector('#panel .chosen')?.innerText === 'through {Relay} in use'");
        Assert.Equal($"{One} and {Other}", await page.TextAsync("#panel-title"));
        (decimal, decimal) one = await ShownPicture.FindAsync(page, $"{One}: ");
        (decimal, decimal) other = await ShownPicture.FindAsync(page, $"{Other}: ");
        (decimal, decimal) relay = await ShownPicture.FindAsync(page, $"{Relay}: relay, ready");
        (decimal, decimal) backup = await ShownPicture.FindAsync(page, $"{Backup}: ");
        await ShownPicture.FindAsync(page, $"{One} – {Other}: relay node {Relay}");
        await page.UntilAsync(Leads(relay));
        Assert.False(await page.AskAsync<bool>(Leads(backup)));
        foreach (string stream in Streams)
        {
            await mesh.Lab.Streams.StartAsync(stream, Cancellation);
        }

        // Until both ends listen as closely as they do to sessions in use.
        await Task.Delay(InUse, TimeProvider.System, Cancellation);

        // A screen reader is told each sentence once, and the page forgets them.
        await page.AskAsync<bool>("(window.spoken = '', new MutationObserver(() => (window.spoken += document.querySelector('#live').textContent)).observe(document.querySelector('#live'), { childList: true }), true)");
        long killed = TimeProvider.System.GetTimestamp();
        await EndAsync(Relay);
        // Both ends report: the first one's new path may be told before the count of the other.
        await page.UntilAsync(News($"{One} and {Other} (failed over|moved) from the relay {Relay} to the relay {Backup}"));
        await page.UntilAsync(News($"{One} and {Other} failed over.*; nothing passed for \\d+ ms"));
        double told = TimeProvider.System.GetElapsedTime(killed).TotalSeconds;
        string[] news = await page.TextsAsync("#news-list li");
        Match? said = news.Where(text => text.Contains($"{One} and {Other} failed over", StringComparison.Ordinal)).Select(text => FailedOver().Match(text)).FirstOrDefault(match => match.Success);
        Assert.True(said is not null, string.Join("\n", news));
        await page.UntilAsync($"document.querySelector('{Row} td:nth-child(4)').innerText === '{Backup}'");
        Assert.Equal("relay node", await page.TextAsync($"{Row} td:nth-child(3)"));
        await page.UntilAsync($"document.querySelector('#panel .chosen')?.innerText === 'through {Backup} in use'");
        await page.UntilAsync(Leads(backup));
        Assert.False(await page.AskAsync<bool>(Leads(relay)));
        await ShownPicture.FindAsync(page, $"{One} – {Other}: relay node {Backup}");
        await page.UntilAsync($"window.spoken.includes('{One} and {Other} ')");
        await page.PhotographAsync("machines-failover");

        // What was lost meanwhile counts for a while.
        await page.UntilAsync($"document.querySelector('{Row} td:nth-child(7)').innerText === 'good'", Agreement);

        // The same as the machines say: one of the two ends noted that gap.
        MeshView view = await mesh.Lab.ViewAsync(Cancellation);
        PeerSummary?[] ends = [view.Summary(One, Other), view.Summary(Other, One)];
        Assert.All(ends, summary => Assert.Equal((PeerPath.Relay, Backup), (summary?.Path, summary?.Via)));
        Assert.Contains(ends, summary => summary?.FailoverGapMilliseconds?.ToString(CultureInfo.InvariantCulture) == said.Groups["gap"].Value);
        TimeSpan longest = TimeSpan.Zero;
        foreach (string stream in Streams)
        {
            await mesh.Lab.Streams.StopAsync(stream, Cancellation);
            TimeSpan gap = mesh.Lab.Streams.Measure(stream).LongestGap;
            longest = gap > longest ? gap : longest;
        }

        Tell(string.Create(CultureInfo.InvariantCulture, $"the relay's death was on the page after {told:0.0} s, as {said.Groups["gap"].Value} ms without a path; the streams' longest gap was {longest.TotalMilliseconds:0} ms"));

        // A machine that is dead, and one that is back.
        await page.UntilAsync(News($"{Relay} is offline"), Long);
        await ShownPicture.FindAsync(page, $"{Relay}: relay, offline");
        await mesh.Lab.StartAsync($"{Relay}/wireguard", Cancellation);
        await mesh.Lab.StartAsync($"{Relay}/daemon", Cancellation);
        await page.UntilAsync(News($"{Relay} is back"), Long);
        await page.UntilAsync($"document.querySelector('#panel .chosen')?.innerText === 'through {Relay} in use'", Long);
        await page.UntilAsync(Leads(relay));
        Assert.Empty(page.Complaints);
        (await Quickness.OfAsync(page, FiftyMachines.Count)).HoldUpdates();

        // From one end the two may stand in the same direction.
        string Leads((decimal, decimal) via) => $"{ShownPicture.IsMarked(one, via)} && {ShownPicture.IsMarked(via, other)}";
    }

    // Daemons report news of paths within ten seconds, and sessions that nobody needs fall asleep meanwhile.
    private async Task<IReadOnlyList<SaidByMachine>> AgreeAsync(ShownPage page)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            IReadOnlyList<SaidByMachine> said = await mesh.AskAllAsync(Cancellation);
            IReadOnlyList<ShownPair> shown = await ShownPair.AllAsync(page);
            string[] differences = [.. said.SelectMany(machine => machine.Differences(shown))];
            if (differences.Length == 0)
            {
                return said;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Agreement, string.Join("\n", differences));
            await Task.Delay(Pause, TimeProvider.System, Cancellation);
        }
    }

    private async Task EndAsync(string machine)
    {
        const int Kill = 9;
        await mesh.Lab.Process($"{machine}/daemon").EndAsync(Kill, Cancellation);
        await mesh.Lab.Process($"{machine}/wireguard").EndAsync(Kill, Cancellation);
    }

    // Whether one of the things that happened is told so, by a regular expression.
    private static string News(string pattern) => $"[...document.querySelectorAll('#news-list li')].some(li => /{pattern}/.test(li.innerText))";

    private static void Tell(string what)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(what);
        Console.WriteLine(what);
    }

    [GeneratedRegex(@"failed over[^;]*: [\w' ]+; nothing passed for (?<gap>\d+) ms\.")]
    private static partial Regex FailedOver();
}

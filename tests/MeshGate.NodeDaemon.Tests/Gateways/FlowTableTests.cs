using System.Collections.Immutable;
using System.Net;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Gateways;

public sealed class FlowTableTests : IProcessRunner
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> Office =
        ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>>.Empty.Add("office", [IPNetwork.Parse("10.50.0.0/24"), IPNetwork.Parse("fd00::/48")]);

    private readonly FakeCounters _counters = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _rules = [];

    [Fact]
    public void Render_CountsWhatIsNoProbe()
    {
        var rules = Table().Render(Office);
        Assert.Contains("counter route0 { }", rules, StringComparison.Ordinal);
        Assert.Contains("oifname \"mesh0\" meta mark != 81 ip daddr { 10.50.0.0/24 } counter name route0", rules, StringComparison.Ordinal);
        Assert.Contains("ip6 daddr { fd00::/48 } counter name route0", rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_TellsForHowLongNothingWasSent_AndStartsNoProgramForIt()
    {
        var table = Table();
        _counters.Packets["route0"] = 17;
        Assert.Equal(TimeSpan.Zero, await IdleAsync(table));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(4), await IdleAsync(table));
        _counters.Packets["route0"] = 18;
        Assert.Equal(TimeSpan.Zero, await IdleAsync(table));
        Assert.Single(_rules);
    }

    [Fact]
    public async Task ReadAsync_MakesTheTableAnew_WhenSomebodyFlushedAllRules()
    {
        var table = Table();
        Assert.Null(await IdleAsync(table));
        _counters.Packets["route0"] = 0;
        Assert.Equal(TimeSpan.Zero, await IdleAsync(table));
        Assert.Equal(2, _rules.Count);
    }

    [Fact]
    public async Task TryClearAsync_TakesTheTableAway()
    {
        var table = Table();
        _counters.Packets["route0"] = 0;
        await IdleAsync(table);
        await table.TryClearAsync();
        Assert.EndsWith("delete table inet meshgate-flows-mesh0\n", _rules[^1], StringComparison.Ordinal);
    }

    public Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        Assert.Equal("nft", file);
        _rules.Add(input!);
        return Task.FromResult(new ProcessResult(0, string.Empty, string.Empty));
    }

    private static async Task<TimeSpan?> IdleAsync(FlowTable table)
        => await table.ReadAsync(Office, TestContext.Current.CancellationToken) is { } idle ? idle["office"] : null;

    private FlowTable Table() => new("mesh0", this, _counters, _time);
}

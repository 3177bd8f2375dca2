using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Gateways;

public sealed class ForwardingTests : IDisposable, IProcessRunner
{
    private static readonly IPNetwork[] Mesh = [IPNetwork.Parse("100.96.0.0/16"), IPNetwork.Parse("fd6d::/64")];
    private readonly DirectoryInfo _switches = Directory.CreateTempSubdirectory("meshgate-switches");
    private readonly List<string> _rules = [];
    private bool _isRefused;

    public void Dispose() => _switches.Delete(recursive: true);

    [Fact]
    public void Render_ForwardsToTheNetworksAlone_AndMasqueradesWhereAsked()
    {
        var rules = ForwardingTable.Render("mesh0", Order(new ForwardRoute("a", [IPNetwork.Parse("10.50.0.0/24"), IPNetwork.Parse("10.50.0.128/25")], Masquerade: true), new ForwardRoute("b", [IPNetwork.Parse("10.60.0.0/16"), IPNetwork.Parse("fd00::/48")], Masquerade: false)));
        Assert.StartsWith("table inet meshgate-gateway-mesh0\ndelete table inet meshgate-gateway-mesh0\ntable inet meshgate-gateway-mesh0 {\n", rules, StringComparison.Ordinal);
        Assert.Contains("iifname \"mesh0\" ip daddr { 10.50.0.0/24, 10.60.0.0/16 } accept", rules, StringComparison.Ordinal);
        Assert.Contains("iifname \"mesh0\" ip6 daddr { fd00::/48 } accept", rules, StringComparison.Ordinal);
        Assert.Contains("iifname \"mesh0\" drop", rules, StringComparison.Ordinal);
        Assert.Contains("oifname != \"mesh0\" ip saddr { 100.96.0.0/16 } ip daddr { 10.50.0.0/24 } masquerade", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("ip6 saddr", rules, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_TakesTheTableAway_WithoutRoutes()
        => Assert.Equal("table inet meshgate-gateway-mesh0\ndelete table inet meshgate-gateway-mesh0\n", ForwardingTable.Render("mesh0", Order()));

    [Fact]
    public async Task RunAsync_TurnsSwitchesOn_AndOffAgainWhereItDid()
    {
        foreach (var (name, value) in ((string, string)[])[("mesh0", "0"), ("lan0", "1"), ("other", "0")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            await File.WriteAllTextAsync(PathOf(name), value, TestContext.Current.CancellationToken);
        }

        var time = new FakeTimeProvider();
        using var worker = new ForwardingWorker(Options, this, time, NullLogger<ForwardingWorker>.Instance, _switches.FullName);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var changes = 0;
        var running = worker.RunAsync(_ => Interlocked.Increment(ref changes), stop.Token);
        worker.Post(Order(new ForwardRoute("a", [IPNetwork.Parse("10.50.0.0/24")], Masquerade: false)));
        await UntilAsync(() => ValueOf("mesh0") == "1");
        Assert.Equal(("1", "0"), (ValueOf("lan0"), ValueOf("other")));
        Assert.Null(worker.Problem);

        worker.Post(Order());
        await UntilAsync(() => ValueOf("mesh0") == "0");
        Assert.Equal("1", ValueOf("lan0"));
        Assert.EndsWith("delete table inet meshgate-gateway-mesh0\n", _rules[^1], StringComparison.Ordinal);

        _isRefused = true;
        worker.Post(Order(new ForwardRoute("a", [IPNetwork.Parse("10.50.0.0/24")], Masquerade: false)));
        await UntilAsync(() => worker.Problem is not null);
        Assert.Contains("no such luck", worker.Problem, StringComparison.Ordinal);
        await UntilAsync(() => Volatile.Read(ref changes) == 1);

        // What it may have left behind is not forgotten.
        var before = _rules.Count;
        worker.Post(Order());
        await UntilAsync(() => Pass(time, 5) && _rules.Count >= before + 2);
        Assert.NotNull(worker.Problem);
        _isRefused = false;
        await UntilAsync(() => Pass(time, 5) && worker.Problem is null);
        Assert.EndsWith("delete table inet meshgate-gateway-mesh0\n", _rules[^1], StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    public Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        if (file == "nft")
        {
            _rules.Add(input!);
            return Task.FromResult(_isRefused ? new ProcessResult(1, string.Empty, "no such luck") : new ProcessResult(0, string.Empty, string.Empty));
        }

        Assert.Equal(["-oneline", "route", "get", "10.50.0.1"], arguments);
        return Task.FromResult(new ProcessResult(0, "10.50.0.1 via 192.168.1.5 dev lan0 src 192.168.1.2 uid 0 \\    cache \n", string.Empty));
    }

    private static DaemonOptions Options => new() { NodeName = "gw", Namespace = "n", InterfaceName = "mesh0", StateDirectory = "unused", ListenPort = 51820 };

    private static ForwardingOrder Order(params ForwardRoute[] routes) => new([.. Mesh], [.. routes]);

    private static bool Pass(FakeTimeProvider time, int seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        return true;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private string PathOf(string name) => Path.Combine(_switches.FullName, "ipv4", "conf", name, "forwarding");

    private string ValueOf(string name) => File.ReadAllText(PathOf(name)).Trim();
}

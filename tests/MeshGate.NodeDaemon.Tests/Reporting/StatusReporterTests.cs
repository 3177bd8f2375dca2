using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Reporting;

public sealed class StatusReporterTests : IAsyncDisposable
{
    private static readonly DaemonOptions Options = new() { NodeName = "a", Namespace = "meshgate-system", InterfaceName = "mesh0", StateDirectory = "/nowhere", ListenPort = 51820 };

    private readonly FakeKubernetes _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StatusReporter _reporter;
    private readonly Task _running;

    public StatusReporterTests()
    {
        _api.Put(new MeshNode { Metadata = new V1ObjectMeta { Name = "a" } });
        _reporter = new StatusReporter(_api, Options, _time, new Random(1), NullLogger<StatusReporter>.Instance);
        _running = _reporter.RunAsync(_stop.Token);
    }

    [Fact]
    public async Task Post_WritesOnce_WhenNothingChangedSince()
    {
        await WriteAsync(Report("1", 10));

        _reporter.Post(Report("1", 10));
        await _time.RunAsync(TimeSpan.FromSeconds(5));

        Assert.Single(_api.Patches);
    }

    [Fact]
    public async Task Post_WritesOnlyTheDifference_WhenSomethingMeaningfulChanged()
    {
        await WriteAsync(Report("1", 10));

        _reporter.Post(Report("2", 10));
        await _time.UntilAsync(() => _api.Patches.Count == 2, "it is written");

        Assert.Equal("""{"status":{"agent":{"appliedRevision":"2"}}}""", _api.Patches[1].ToJsonString());
    }

    [Fact]
    public async Task Post_WritesMeasurementsToo_WhenSomethingMeaningfulChanged()
    {
        await WriteAsync(Report("1", 10) with { RelayLoadPercent = 3 });

        _reporter.Post(Report("2", 10) with { RelayLoadPercent = 9 });
        await _time.UntilAsync(() => _api.Patches.Count == 2, "it is written");

        Assert.Equal(9, _api.Node("a")!.Status.Agent!.RelayLoadPercent);
    }

    [Fact]
    public async Task Post_WritesProgressTogether_WhenItCameWithinItsPatience()
    {
        var first = Peers("1", 100, up: 0);
        await WriteAsync(first);
        var patience = StatusReporter.PatienceFor(first);

        for (var up = 1; up <= 20; up++)
        {
            _reporter.Post(Peers("2", 100, up));
            await _time.RunAsync(TimeSpan.FromMilliseconds(200));
        }

        await _time.RunAsync((patience * 0.75) - TimeSpan.FromMilliseconds(4200));
        Assert.Single(_api.Patches);

        await _time.RunAsync(patience * 0.6);
        Assert.Equal(2, _api.Patches.Count);
        Assert.Equal(20, _api.Node("a")!.Status.Agent!.Peers!.Count(peer => peer.Path == PeerPath.Direct));
    }

    [Fact]
    public async Task Post_WritesWhatWaitedToo_WhenSomethingUrgentComes()
    {
        await WriteAsync(Peers("1", 100, up: 0));

        _reporter.Post(Peers("2", 100, up: 5));
        await _time.RunAsync(TimeSpan.FromSeconds(1));
        _reporter.Post(Peers("2", 100, up: 5) with { PublicKey = "other" });
        await _time.UntilAsync(() => _api.Patches.Count == 2, "it is written");
        await _time.RunAsync(TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(500));

        Assert.Equal(("2", "other"), (_api.Node("a")!.Status.Agent!.AppliedRevision, _api.Node("a")!.Status.Agent!.PublicKey));
        Assert.Equal(2, _api.Patches.Count);
    }

    [Fact]
    public async Task Post_WritesKeyAndTheRestOnce_WhenTheKeyComesLater()
    {
        _reporter.Post(Report("1", 10) with { PublicKey = null });
        await _time.RunAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(_api.Patches);

        await WriteAsync(Report("1", 10));

        Assert.Equal("key", _api.Node("a")!.Status.Agent!.PublicKey);
    }

    [Fact]
    public async Task Post_WritesWithoutKey_WhenItDoesNotCome()
    {
        _reporter.Post(Report("1", 10) with { PublicKey = null });

        await _time.UntilAsync(() => _api.Patches.Count == 1, "it is written");
        Assert.Equal("1", _api.Node("a")!.Status.Agent!.AppliedRevision);
    }

    [Fact]
    public async Task Post_WritesNothing_WhenProgressWasUndoneMeanwhile()
    {
        await WriteAsync(Peers("1", 100, up: 0));

        _reporter.Post(Peers("2", 100, up: 0));
        await _time.RunAsync(TimeSpan.FromSeconds(1));
        _reporter.Post(Peers("1", 100, up: 0));
        await _time.RunAsync(TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(500));

        Assert.Single(_api.Patches);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 500)]
    [InlineData(200, 10_000)]
    public void PatienceFor_GrowsWithThePeers_UpToItsLimit(int peers, int milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), StatusReporter.PatienceFor(Peers("1", peers, up: 0)));

    [Fact]
    public async Task Post_WaitsForTheFloor_WhenOnlyMeasurementsChanged()
    {
        await WriteAsync(Report("1", 10));

        _reporter.Post(Report("1", 20));
        await _time.RunAsync(StatusReporter.Floor - TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        Assert.Single(_api.Patches);

        await _time.RunAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        _reporter.Post(Report("1", 30));
        await _time.UntilAsync(() => _api.Node("a")!.Status.Agent!.Peers![0].RttMilliseconds == 30, "the measurement is written");
    }

    [Fact]
    public async Task Post_TriesAgainWithTheLatest_WhenTheApiWasAway()
    {
        _api.IsAway = true;
        _reporter.Post(Report("1", 10));
        await _time.RunAsync(TimeSpan.FromSeconds(5));
        _reporter.Post(Report("2", 10));
        _api.IsAway = false;

        await _time.UntilAsync(() => _api.Node("a")!.Status.Agent?.AppliedRevision == "2", "the latest is written");

        Assert.Single(_api.Patches);
    }

    [Fact]
    public async Task Post_LetsTheReportGo_WhenTheMeshNodeIsGone()
    {
        _api.Remove("a");
        _reporter.Post(Report("1", 10));
        await _time.RunAsync(TimeSpan.FromSeconds(5));

        _api.Put(new MeshNode { Metadata = new V1ObjectMeta { Name = "a" } });
        await _time.RunAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(1));

        Assert.Empty(_api.Patches);
    }

    [Fact]
    public async Task Post_RepairsWhatTheApiHolds_WhenSomebodyElseChangedIt()
    {
        await WriteAsync(Report("1", 10));

        _reporter.Observe(Report("foreign", 10));
        _reporter.Post(Report("1", 10));

        await _time.UntilAsync(() => _api.Patches.Count == 2, "it is written again");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _reporter.Dispose();
        _stop.Dispose();
    }

    private async Task WriteAsync(MeshNodeAgent report)
    {
        _reporter.Post(report);
        await _time.UntilAsync(() => _api.Patches.Count == 1, "the first report is written");
        await _time.RunAsync(StatusReporter.Spacing);
    }

    private static MeshNodeAgent Peers(string revision, int count, int up) => new()
    {
        PublicKey = "key",
        AppliedRevision = revision,
        Peers = [.. Enumerable.Range(0, count).Select(i => new PeerSummary { Name = $"peer-{i:D3}", Path = i < up ? PeerPath.Direct : PeerPath.None })],
    };

    private static MeshNodeAgent Report(string revision, double rtt) => new()
    {
        PublicKey = "key",
        AppliedRevision = revision,
        Peers = [new PeerSummary { Name = "b", Path = PeerPath.Direct, RttMilliseconds = rtt }],
    };
}

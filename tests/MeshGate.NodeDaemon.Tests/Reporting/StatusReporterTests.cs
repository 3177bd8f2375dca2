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
        _reporter = new StatusReporter(_api, Options, _time, NullLogger<StatusReporter>.Instance);
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
    public async Task Post_LetsProgressGather_AtANodeWithManyPeers()
    {
        await WriteAsync(Many(upTo: 0));

        for (var up = 1; up <= 50; up++)
        {
            _reporter.Post(Many(up));
            await _time.RunAsync(TimeSpan.FromMilliseconds(100));
        }

        await _time.RunAsync(TimeSpan.FromSeconds(11));
        Assert.InRange(_api.Patches.Count, 2, 3);
        Assert.All(_api.Node("a")!.Status.Agent!.Peers!.Take(50), peer => Assert.Equal(PeerPath.Direct, peer.Path));
    }

    [Fact]
    public async Task Post_WritesAtOnce_WhenOthersActOnItWhileProgressGathers()
    {
        await WriteAsync(Many(upTo: 0));
        _reporter.Post(Many(upTo: 10));
        await _time.RunAsync(TimeSpan.FromSeconds(1));

        _reporter.Post(Many(upTo: 10) with { Candidates = [new Candidate { Type = CandidateType.Host, Address = "192.0.2.1:51820" }] });
        await _time.RunAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(2, _api.Patches.Count);
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

    private static MeshNodeAgent Many(int upTo) => new()
    {
        Peers = [.. Enumerable.Range(0, 100).Select(i => new PeerSummary { Name = $"peer-{i:000}", Path = i < upTo ? PeerPath.Direct : PeerPath.None })],
    };

    private static MeshNodeAgent Report(string revision, double rtt) => new()
    {
        AppliedRevision = revision,
        Peers = [new PeerSummary { Name = "b", Path = PeerPath.Direct, RttMilliseconds = rtt }],
    };
}

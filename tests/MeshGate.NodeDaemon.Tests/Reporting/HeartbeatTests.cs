using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Reporting;

public sealed class HeartbeatTests : IAsyncDisposable
{
    private readonly FakeKubernetes _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Heartbeat _heartbeat;
    private Task _running = Task.CompletedTask;

    public HeartbeatTests() => _heartbeat = new Heartbeat(
        _api,
        new DaemonOptions { NodeName = "a", Namespace = "meshgate-system", InterfaceName = "mesh0", StateDirectory = "/nowhere", ListenPort = 51820 },
        _time,
        new Random(1),
        NullLogger<Heartbeat>.Instance);

    [Fact]
    public async Task RunAsync_MakesTheLeaseOnceAndRenewsIt_WhenThereIsNone()
    {
        _running = _heartbeat.RunAsync(_stop.Token);
        await _time.UntilAsync(() => _api.Lease("a") is not null, "the Lease is made");
        var first = _api.Lease("a")!.Spec.RenewTime;

        await _time.UntilAsync(() => _api.Lease("a")!.Spec.RenewTime > first, "the Lease is renewed");

        Assert.Equal(1, _api.Creations);
        Assert.Equal("a", _api.Lease("a")!.Spec.HolderIdentity);
        Assert.Equal(30, _api.Lease("a")!.Spec.LeaseDurationSeconds);
    }

    [Fact]
    public async Task RunAsync_SpreadsTheFirstRenewal_WhenManyStartTogether()
    {
        var random = new Random(7);
        var expected = Heartbeat.FirstWithin * new Random(7).NextDouble();
        var heartbeat = new Heartbeat(
            _api,
            new DaemonOptions { NodeName = "b", Namespace = "meshgate-system", InterfaceName = "mesh0", StateDirectory = "/nowhere", ListenPort = 51820 },
            _time,
            random,
            NullLogger<Heartbeat>.Instance);
        var start = _time.GetUtcNow();
        _running = heartbeat.RunAsync(_stop.Token);

        await _time.UntilAsync(() => _api.Lease("b") is not null, "the Lease is made");

        Assert.InRange(_time.GetUtcNow() - start, expected, expected + TimeSpan.FromSeconds(1));
        Assert.InRange(expected, TimeSpan.FromMilliseconds(200), Heartbeat.FirstWithin);
    }

    [Fact]
    public async Task RunAsync_LeavesTheLeaseAlone_WhilePaused()
    {
        _running = _heartbeat.RunAsync(_stop.Token);
        await _time.UntilAsync(() => _api.Lease("a") is not null, "the Lease is made");
        _heartbeat.IsPaused = true;
        await _time.RunAsync(TimeSpan.FromSeconds(11));
        var last = _api.Lease("a")!.Spec.RenewTime;
        await _time.RunAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(last, _api.Lease("a")!.Spec.RenewTime);

        _heartbeat.IsPaused = false;
        await _time.UntilAsync(() => _api.Lease("a")!.Spec.RenewTime > last, "the Lease is renewed");
    }

    [Fact]
    public async Task RunAsync_GoesOn_WhenTheApiWasAway()
    {
        _api.IsAway = true;
        _running = _heartbeat.RunAsync(_stop.Token);
        await _time.RunAsync(TimeSpan.FromSeconds(15));
        _api.IsAway = false;

        await _time.UntilAsync(() => _api.Lease("a") is not null, "the Lease is made");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}

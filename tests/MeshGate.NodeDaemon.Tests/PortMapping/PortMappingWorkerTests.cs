using System.Collections.Concurrent;
using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.PortMapping;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.Probing.PortMapping;
using MeshGate.Tests.PortMapping;
using MeshGate.Traversal.PortMapping;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.PortMapping;

public sealed class PortMappingWorkerTests : IDisposable
{
    private static readonly PortMappingOrder Wanted = new(51820, null, []);
    private static readonly PortMappingOrder Unwanted = new(null, "it is off", []);

    private readonly string _directory = Directory.CreateTempSubdirectory("meshgate-mapping-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeRouter _router = new() { Gateway = FakeRouter.Home };
    private readonly DaemonMetrics _metrics = new();
    private readonly ConcurrentQueue<PortMappingReport> _reports = new();

    private PortMappingReport? Last => _reports.LastOrDefault();

    public void Dispose()
    {
        _metrics.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(true, PortMappingProtocol.Pcp)]
    [InlineData(false, PortMappingProtocol.Upnp)]
    public async Task RunAsync_HasThePortMapped_AndGivesItBack(bool speaksPcp, PortMappingProtocol protocol)
    {
        (_router.SpeaksPcp, _router.SpeaksUpnp) = (speaksPcp, !speaksPcp);
        await using var run = Start();
        run.Worker.Set(Wanted);
        await _time.UntilAsync(() => Last?.External is not null, "it is mapped");
        Assert.Equal((protocol, IPEndPoint.Parse("203.0.113.10:51820"), 51820), (Last!.Protocol, Last.External, _router.Mapped));

        run.Worker.Set(Unwanted);
        await _time.UntilAsync(() => _router.Mapped is null && Last.Reason == "it is off", "it is given back");
        Assert.Null(Last.External);
    }

    [Fact]
    public async Task Set_DoesNothing_WhenNothingChanged()
    {
        await using var run = Start();
        run.Worker.Set(Wanted);
        await _time.UntilAsync(() => Last?.External is not null, "it is mapped");
        for (var i = 0; i < 100; i++)
        {
            run.Worker.Set(Wanted with { SeenByStun = [] });
        }

        await _time.RunAsync(TimeSpan.FromSeconds(10));
        Assert.Single(_router.Nonces);
    }

    [Fact]
    public async Task RunAsync_KeepsTheMapping_WhenTheDaemonRestarts()
    {
        await using (var first = Start())
        {
            first.Worker.Set(Wanted);
            await _time.UntilAsync(() => Last?.External is not null, "it is mapped");
        }

        Assert.Equal(51820, _router.Mapped);
        await using var second = Start();
        second.Worker.Set(Wanted);
        await _time.UntilAsync(() => _router.Nonces.Count == 2, "it is renewed");
        Assert.Single(_router.Nonces.Distinct());
    }

    [Fact]
    public async Task RunAsync_GivesBackWhatAnEarlierRunLeft_WhenTheNodeHasLeftMeanwhile()
    {
        await using (var first = Start())
        {
            first.Worker.Set(Wanted);
            await _time.UntilAsync(() => Last?.External is not null, "it is mapped");
        }

        await using var second = Start();
        second.Worker.Set(Unwanted);
        await _time.UntilAsync(() => _router.Mapped is null, "it is given back");
    }

    [Fact]
    public async Task RunAsync_AsksTheNewRouter_WhenTheMachineMoves()
    {
        await using var run = Start();
        run.Worker.Set(Wanted);
        await _time.UntilAsync(() => Last?.External is not null, "it is mapped");
        _router.Outside = IPAddress.Parse("203.0.113.99");
        _router.Gateway = new DefaultGateway("wlan0", IPAddress.Parse("192.168.1.1"), IPAddress.Parse("192.168.1.7"));

        await _time.UntilAsync(() => Last?.External?.Address.Equals(_router.Outside) == true, "the new router maps");
        Assert.Equal(1, _router.OpenLinks);
    }

    [Fact]
    public async Task RunAsync_SaysThatThereIsNoRouter()
    {
        _router.Gateway = null;
        await using var run = Start();
        run.Worker.Set(Wanted);

        await _time.UntilAsync(() => Last?.Reason == "this machine has no default gateway over IPv4", "it is said");
        _router.Gateway = FakeRouter.Home;
        await _time.UntilAsync(() => Last?.External is not null, "it is mapped once there is one");
    }

    [Fact]
    public async Task RunAsync_StartsAnew_WhenTheFileIsGarbage()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_directory, SavedPortMapping.FileName),
            """{"nonce":"MDEyMzQ1Njc4OWFi","gateway":"[::1]","client":"x","internalPort":-1,"protocol":"Pcp","external":"?"}""",
            TestContext.Current.CancellationToken);
        await using var run = Start();
        run.Worker.Set(Wanted);

        await _time.UntilAsync(() => Last?.External is not null, "it is mapped");
        Assert.Equal(Convert.ToHexStringLower("0123456789ab"u8), _router.Nonces[0]);
    }

    private Run Start()
    {
        _reports.Clear();
        var memory = new PortMappingMemory(new NodeStore(_directory), NullLogger<PortMappingMemory>.Instance);
        var worker = new PortMappingWorker(_router, _router, _router, memory, _metrics, _time, NullLogger<PortMappingWorker>.Instance);
        return new Run(worker, happened => _reports.Enqueue(((AgentEvent.PortMapped)happened).Report));
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Run(PortMappingWorker worker, Action<AgentEvent> post)
        {
            Worker = worker;
            _running = worker.RunAsync(post, _stop.Token);
        }

        public PortMappingWorker Worker { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Worker.Dispose();
            _stop.Dispose();
        }
    }
}

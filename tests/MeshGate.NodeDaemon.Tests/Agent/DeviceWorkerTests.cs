using System.Collections.Concurrent;
using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Agent;

public sealed class DeviceWorkerTests : IAsyncDisposable
{
    private static readonly PrivateKey Own = PrivateKey.FromBytes([.. Enumerable.Repeat((byte)1, PrivateKey.Length)]);
    private static readonly PrivateKey Peer = PrivateKey.FromBytes([.. Enumerable.Repeat((byte)2, PrivateKey.Length)]);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly FakeMachine _machine = new() { KeyFileHolds = Own.PublicKey.ToString() };
    private readonly ConcurrentQueue<AgentEvent> _events = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly DeviceWorker _worker;
    private readonly Task _running;

    public DeviceWorkerTests()
    {
        _worker = new DeviceWorker(
            new WgTool("mesh0", _machine, _time), new IpTool("mesh0", _machine, () => true), _machine, _time, NullLogger<DeviceWorker>.Instance);
        _running = _worker.RunAsync(_events.Enqueue, _stop.Token);
    }

    [Fact]
    public async Task Run_TellsOfTheHandshake_WhileOneOrderFollowsTheOther()
    {
        await ApplyAsync(1);
        var handshake = _time.GetUtcNow();
        _machine.Handshake(Peer.PublicKey.ToString(), handshake);
        await ApplyAsync(2);

        var read = Assert.Single(_events.OfType<AgentEvent.DeviceRead>());
        Assert.Equal(handshake.ToUnixTimeSeconds(), Assert.Single(read.State.Peers).LatestHandshake?.ToUnixTimeSeconds());

        // What is compared with the device is the order that it obeyed then, not the one that it obeys since.
        Assert.Equal("1", read.Order.Revision);
        await ApplyAsync(3);
        Assert.Equal(["1", "2"], _events.OfType<AgentEvent.DeviceRead>().Select(found => found.Order.Revision));
        Assert.Equal(["1", "2", "3"], _events.OfType<AgentEvent.DeviceApplied>().Select(applied => applied.Order.Revision));
    }

    [Fact]
    public async Task Run_ReadsAgain_WhenNothingIsOrdered()
    {
        await ApplyAsync(1);
        await _time.UntilAsync(() => _events.OfType<AgentEvent.DeviceRead>().Any(), "a reading");
        Assert.Equal("1", _events.OfType<AgentEvent.DeviceRead>().First().Order.Revision);
        Assert.Single(_events.OfType<AgentEvent.DeviceApplied>());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _worker.Dispose();
        _stop.Dispose();
    }

    private async Task ApplyAsync(int revision)
    {
        _worker.Post(Order(revision));
        await _time.UntilAsync(() => _events.OfType<AgentEvent.DeviceApplied>().Any(applied => applied.Order.Revision == $"{revision}"), "the order is applied");
    }

    private static DeviceOrder Order(int revision) => new(
        new WireGuardConfig
        {
            PrivateKeyFile = "key",
            PublicKey = Own.PublicKey,
            ListenPort = 51820,
            Peers =
            [
                new WireGuardPeerConfig
                {
                    PublicKey = Peer.PublicKey,
                    AllowedIPs = [IPNetwork.Parse("100.96.0.2/32")],
                    Endpoint = new IPEndPoint(IPAddress.Parse("192.0.2.9"), 40000 + revision),
                },
            ],
        },
        new InterfaceConfig { Addresses = [IPAddress.Parse("100.96.0.1")], Routes = [], Mtu = 1380 },
        $"{revision}");
}

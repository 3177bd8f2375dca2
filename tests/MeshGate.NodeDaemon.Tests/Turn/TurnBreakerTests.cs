using System.Net;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Turn;

namespace MeshGate.NodeDaemon.Tests.Turn;

/// <summary>Against real coturns, in real time.</summary>
public sealed class TurnBreakerTests : IAsyncLifetime
{
    private static readonly IPEndPoint Remote = IPEndPoint.Parse("192.0.2.1:4000");
    private readonly TurnEnd _end = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _end.DisposeAsync();

    [Fact]
    public async Task Path_GoesByAnotherServer_WhenOnesBreakerIsOpen()
    {
        await using var one = await Coturn.StartAsync();
        await using var other = await Coturn.StartAsync();
        _end.Breakers.Configure(new LoadBalancerBlock { CircuitBreakerThreshold = 1 });
        _end.Breakers.Failed(TargetKind.TurnServer, one.Order().Name);
        for (var number = 0; number < 4; number++)
        {
            var order = new TurnPathOrder($"peer-{number}", [Remote]);
            _end.Set([one.Order(), other.Order()], order);
            Assert.Equal($"127.0.0.1:{other.Port}", (await _end.WaitAsync(order.Peer, path => !path.Relayed.IsEmpty)).Server);
        }

        // Alone it is better than nothing, and what it then does closes the breaker.
        _end.Set([one.Order()], new TurnPathOrder("b", [Remote]));
        await _end.WaitAsync("b", path => !path.Relayed.IsEmpty);
        Assert.Null(_end.Breakers.Report());
    }
}

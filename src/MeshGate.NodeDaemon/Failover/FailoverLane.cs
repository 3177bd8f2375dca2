using System.Collections.Immutable;
using System.Net;
using System.Threading.Channels;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.WireGuard;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Failover;

/// <summary>
/// A lane of its own for moves and pins: it waits neither for the worker that looks after the device, which may be reading it or setting up
/// routes, nor for disk or API. What came meanwhile is done in one go, so that fifty sessions that lost one relay move together.
/// </summary>
/// <param name="device">What sessions are moved in.</param>
/// <param name="pins">What keeps them from moving back.</param>
/// <param name="time">For when the last pin is over.</param>
/// <param name="logger">Is told what the system refuses.</param>
public sealed class FailoverLane(IWireGuardDevice device, PinTable pins, TimeProvider time, ILogger<FailoverLane> logger) : IFailoverLane
{
    private readonly Channel<Order> _orders = Channel.CreateUnbounded<Order>(new UnboundedChannelOptions { SingleReader = true });
    private static readonly IPEndPoint Nowhere = new(IPAddress.None, 0);
    private string? _problem;
    private Task<bool>? _waiting;
    private Task _clearing = Task.CompletedTask;

    /// <inheritdoc/>
    public int Port { get; set; }

    /// <inheritdoc/>
    public void Move(PublicKey peer, IPEndPoint to, Action done) => _orders.Writer.TryWrite(new Order(peer, to, null, TimeSpan.Zero, done));

    /// <inheritdoc/>
    public void Allow(PublicKey peer, ImmutableArray<IPNetwork> networks) => _orders.Writer.TryWrite(new Order(peer, Nowhere, null, TimeSpan.Zero, null) { Networks = networks });

    /// <inheritdoc/>
    public void Pin(IPEndPoint against, IPEndPoint instead, TimeSpan length) => _orders.Writer.TryWrite(new Order(null, against, instead, length, null));

    /// <inheritdoc/>
    public void Unpin(IPEndPoint against) => _orders.Writer.TryWrite(new Order(null, against, null, TimeSpan.Zero, null));

    /// <summary>Runs until cancelled; removes every pin before and after.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PinAsync(pins.ClearAsync(cancellationToken));
            while (true)
            {
                if (!await WaitAsync(cancellationToken))
                {
                    // All pins are over, and the table goes with them. No move waits for that.
                    _clearing = PinAsync(pins.ClearAsync(cancellationToken));
                    continue;
                }

                var orders = new List<Order>();
                while (_orders.Reader.TryRead(out var order))
                {
                    orders.Add(order);
                }

                await Task.WhenAll(MoveAsync([.. orders.Where(order => order.Peer is not null)], cancellationToken), PinAsync(Arrange(orders), cancellationToken));
            }
        }
        finally
        {
            await _clearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await PinAsync(pins.ClearAsync(CancellationToken.None));
        }
    }

    /// <summary>Waits for orders; false if the last pin ends before any come.</summary>
    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        // Begun once: a channel with one reader takes no second wait beside one that was left.
        _waiting ??= _orders.Reader.WaitToReadAsync(cancellationToken).AsTask();
        if (pins.LastsFor is { } left)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var first = await Task.WhenAny(_waiting, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, enough.Token));
            await enough.CancelAsync();
            if (first != _waiting)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return false;
            }
        }

        await _waiting;
        _waiting = null;
        return true;
    }

    private async Task MoveAsync(IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
        {
            return;
        }

        try
        {
            if (orders.Where(order => order.Networks.IsDefault).Select(order => (order.Peer!.Value, order.Address)).ToList() is { Count: > 0 } moves)
            {
                await device.MoveAsync(moves, cancellationToken);
            }

            // Of one peer the last counts.
            if (orders.Where(order => !order.Networks.IsDefault).GroupBy(order => order.Peer!.Value).Select(same => (same.Key, same.Last().Networks)).ToList() is { Count: > 0 } networks)
            {
                await device.AllowAsync(networks, cancellationToken);
            }
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            // The worker that looks after the device does the same, later.
            logger.MoveFailed(error.Message);
        }

        foreach (var order in orders)
        {
            order.Done?.Invoke();
        }
    }

    private bool Arrange(IEnumerable<Order> orders)
    {
        pins.Port = Port;
        var isNew = false;
        foreach (var order in orders.Where(order => order.Peer is null))
        {
            if (order.Instead is { } instead)
            {
                pins.Pin(order.Address, instead, order.Length);
                isNew = true;
            }
            else
            {
                isNew |= pins.Unpin(order.Address);
            }
        }

        return isNew;
    }

    private async Task PinAsync(bool isNew, CancellationToken cancellationToken)
    {
        if (isNew)
        {
            await _clearing;
            await PinAsync(pins.ApplyAsync(cancellationToken));
        }
    }

    private async Task PinAsync(Task pinning)
    {
        try
        {
            await pinning;
            _problem = null;
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            if (error.Message != _problem)
            {
                _problem = error.Message;
                logger.PinFailed(error.Message);
            }
        }
    }

    private sealed record Order(PublicKey? Peer, IPEndPoint Address, IPEndPoint? Instead, TimeSpan Length, Action? Done)
    {
        public ImmutableArray<IPNetwork> Networks { get; init; }
    }
}

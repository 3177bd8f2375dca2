using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.WireGuard;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Applies orders to the machine and watches the device, off the agent's loop since both wait for processes.</summary>
public sealed class DeviceWorker(IWireGuardDevice device, ITunnelInterface tunnel, TimeProvider time, ILogger<DeviceWorker> logger) : IDisposable
{
    /// <summary>How often the device is read: it tells nobody when it roams or shakes hands.</summary>
    public static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often it is read while a first handshake is awaited.</summary>
    public static readonly TimeSpan EagerReadInterval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RetryAfterError = TimeSpan.FromSeconds(1);

    private readonly Mailbox<DeviceOrder> _orders = new();
    private InterfaceConfig? _interface;
    private volatile bool _eager;

    /// <summary>Whether a handshake is awaited, so that the device is read more often.</summary>
    public bool IsEager
    {
        get => _eager;
        set => _eager = value;
    }

    /// <summary>Hands over the wanted machine; only the latest counts.</summary>
    public void Post(DeviceOrder order) => _orders.Post(order);

    /// <summary>Reads the device once, before anything is ordered; null if there is none or it cannot be read.</summary>
    public async Task<WireGuardState?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await device.ReadAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or TimeoutException or FormatException)
        {
            logger.DeviceUnreadable(error.Message);
            return null;
        }
    }

    /// <summary>Applies orders until cancelled.</summary>
    public async Task ApplyAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var order = await _orders.TakeAsync(cancellationToken);
            try
            {
                await ApplyAsync(order, cancellationToken);
                post(new AgentEvent.DeviceApplied(order, null));
            }
            catch (Exception error) when (error is IOException or TimeoutException or FormatException)
            {
                logger.OrderFailed(error.Message);
                post(new AgentEvent.DeviceApplied(order, error.Message));
                _interface = null;
                _orders.Return(order);
                await Task.Delay(RetryAfterError, time, cancellationToken);
            }
        }
    }

    /// <summary>Reads the device until cancelled.</summary>
    public async Task WatchAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        var lastRead = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(EagerReadInterval, time, cancellationToken);
            if (!IsEager && time.GetElapsedTime(lastRead) < ReadInterval)
            {
                continue;
            }

            lastRead = time.GetTimestamp();
            if (await ReadAsync(cancellationToken) is { } state)
            {
                post(new AgentEvent.DeviceRead(state));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _orders.Dispose();

    private async Task ApplyAsync(DeviceOrder order, CancellationToken cancellationToken)
    {
        if (await tunnel.EnsureAsync(cancellationToken) is { } missing)
        {
            throw new IOException(missing);
        }

        await device.SetAsync(order.WireGuard, cancellationToken);
        if (!order.Interface.Equals(_interface))
        {
            await tunnel.SetAsync(order.Interface, cancellationToken);
            _interface = order.Interface;
        }
    }
}

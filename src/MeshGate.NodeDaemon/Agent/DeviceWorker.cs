using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.WireGuard;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>
/// Holds the machine to the latest order, off the agent's loop since that waits for processes. The order is compared with the
/// machine again and again, so that an interface that went and came back empty (a restarted wireguard-go) is set up anew.
/// </summary>
public sealed class DeviceWorker(
    IWireGuardDevice device, ITunnelInterface tunnel, ITunnelTraffic traffic, TimeProvider time, ILogger<DeviceWorker> logger) : IDisposable
{
    /// <summary>How often the device is read: it tells nobody when it roams, shakes hands or is replaced.</summary>
    public static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often it is read while a first handshake is awaited, where the machine has the time: see <see cref="LeastPause"/>.</summary>
    public static readonly TimeSpan EagerReadInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>How often it is read while traffic flows through the tunnel, to see whose sessions are in use and where they roam.</summary>
    public static readonly TimeSpan UsedReadInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often link, addresses and routes are put right, if they are not as they were left.</summary>
    public static readonly TimeSpan InterfaceInterval = TimeSpan.FromMinutes(1);

    /// <summary>The least pause before the next reading, in multiples of what the last took: to read is not to be what keeps the machine busy.</summary>
    private const int LeastPause = 5;

    private static readonly TimeSpan RetryAfterError = TimeSpan.FromSeconds(1);

    private readonly Mailbox<DeviceOrder> _orders = new();
    private DeviceOrder? _applied;
    private InterfaceConfig? _interface;
    private long _interfaceSetAt;
    private string? _seen;
    private string? _problem;
    private long? _packets;
    private volatile bool _eager;

    /// <summary>Whether a handshake is awaited, so that the device is read more often.</summary>
    public bool IsEager
    {
        get => _eager;
        set => _eager = value;
    }

    /// <summary>Why the machine is not as ordered; null where it is.</summary>
    public string? Problem => _applied is null ? _problem ?? "nothing was ordered yet" : null;

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

    /// <summary>Applies orders, and looks after what was applied, until cancelled.</summary>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        var order = await _orders.TakeAsync(cancellationToken);
        while (true)
        {
            var started = time.GetTimestamp();
            TimeSpan wait;
            try
            {
                var found = await HoldAsync(order, cancellationToken);

                // What was found is what came of the order before: where one order follows the other nothing else would ever be told of.
                if (_applied is { } before)
                {
                    post(new AgentEvent.DeviceRead(found, before));
                }

                if (!ReferenceEquals(order, _applied))
                {
                    post(new AgentEvent.DeviceApplied(order, null));
                }

                (_applied, _problem) = (order, null);
                wait = WaitAfter(time.GetElapsedTime(started));
            }
            catch (Exception error) when (error is IOException or TimeoutException or FormatException)
            {
                Note(error.Message);
                post(new AgentEvent.DeviceApplied(order, error.Message));
                _applied = null;
                _interface = null;
                wait = RetryAfterError;
            }

            order = await WaitAsync(wait, cancellationToken) ?? order;
        }
    }

    private TimeSpan WaitAfter(TimeSpan took)
    {
        var least = took * LeastPause;
        return !IsEager || least > ReadInterval ? ReadInterval : least > EagerReadInterval ? least : EagerReadInterval;
    }

    /// <summary>Waits for an order, or until the device is to be read again: null.</summary>
    private async Task<DeviceOrder?> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < wait; waited += UsedReadInterval)
        {
            var left = wait - waited;
            if (await _orders.TakeAsync(left < UsedReadInterval ? left : UsedReadInterval, time, cancellationToken) is { } order)
            {
                return order;
            }

            var (before, now) = (_packets, traffic.CountPackets());
            _packets = now;
            if (now != before)
            {
                break;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _orders.Dispose();

    private async Task<WireGuardState> HoldAsync(DeviceOrder order, CancellationToken cancellationToken)
    {
        if (_interface is null && await tunnel.EnsureAsync(cancellationToken) is { } missing)
        {
            throw new IOException(missing);
        }

        var found = await device.SetAsync(order.WireGuard, cancellationToken);
        var isNewDevice = found.PublicKey != order.WireGuard.PublicKey;
        var isDue = time.GetElapsedTime(_interfaceSetAt) >= InterfaceInterval;
        if (isNewDevice || isDue || !order.Interface.Equals(_interface))
        {
            await SetInterfaceAsync(order.Interface, isNewDevice, cancellationToken);
            _interfaceSetAt = isNewDevice || isDue ? time.GetTimestamp() : _interfaceSetAt;
        }

        return found;
    }

    /// <summary>While peers become known one after the other each order has another route: what nobody else touched is not looked at again.</summary>
    private async Task SetInterfaceAsync(InterfaceConfig wanted, bool isNewDevice, CancellationToken cancellationToken)
    {
        var applied = !isNewDevice && tunnel.Glance() is { } seen && seen == _seen ? _interface : null;
        if (!wanted.Equals(applied))
        {
            await tunnel.SetAsync(wanted, applied, cancellationToken);
            _interface = wanted;
            _seen = tunnel.Glance();
        }
    }

    private void Note(string problem)
    {
        if (problem != _problem)
        {
            _problem = problem;
            logger.OrderFailed(problem);
        }
    }
}

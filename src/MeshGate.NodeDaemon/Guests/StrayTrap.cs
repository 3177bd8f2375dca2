using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.Sockets;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>
/// Catches packets to mesh addresses that no peer has, by a TUN device beside the tunnel. Where the system lets none be made, such packets go into
/// the tunnel and are refused there, and only the members of the assignment are reached.
/// </summary>
public sealed class StrayTrap(DaemonOptions options, IProcessRunner processes, TimeProvider time, ILogger<StrayTrap> logger) : IStrayTraffic, IDisposable
{
    private const int LongestName = 15;
    private const string Suffix = "-x";

    /// <summary>How often device and routes are put right.</summary>
    private static readonly TimeSpan HoldInterval = TimeSpan.FromMinutes(1);

    private readonly SocketPoller _poller = new("strays");
    private readonly TunnelSender _sender = new(options.InterfaceName);
    private readonly Mailbox<StrayOrder> _orders = new();
    private TunDevice? _device;
    private int _onTheirWay;
    private StrayOrder? _current;
    private StrayOrder? _applied;
    private string? _seen;
    private string? _problem;

    /// <summary>The device's name: the tunnel's with two characters more, within the 15 that Linux has.</summary>
    public static string NameFor(string tunnel)
    {
        ArgumentNullException.ThrowIfNull(tunnel);
        return (tunnel.Length + Suffix.Length > LongestName ? tunnel[..(LongestName - Suffix.Length)] : tunnel) + Suffix;
    }

    private string Name { get; } = NameFor(options.InterfaceName);

    /// <inheritdoc/>
    public bool IsOpen => Volatile.Read(ref _device) is not null;

    /// <inheritdoc/>
    public void Post(StrayOrder order) => _orders.Post(order);

    /// <inheritdoc/>
    public void Taken() => Interlocked.Decrement(ref _onTheirWay);

    /// <inheritdoc/>
    public void SendOn(IReadOnlyList<byte[]> packets)
    {
        ArgumentNullException.ThrowIfNull(packets);
        foreach (var packet in packets)
        {
            _sender.Send(packet);
        }
    }

    /// <inheritdoc/>
    public void Refuse(byte[] packet)
    {
        if (StrayPacket.Unreachable(packet) is { } answer)
        {
            Volatile.Read(ref _device)?.Write(answer);
        }
    }

    /// <summary>Holds the device to the latest order until cancelled, and puts it right again and again.</summary>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(post);
        var order = await _orders.TakeAsync(cancellationToken);
        while (true)
        {
            Volatile.Write(ref _current, order);
            var wasOpen = IsOpen;
            try
            {
                await HoldAsync(order, post, cancellationToken);
            }
            catch (Exception error) when (error is IOException or TimeoutException)
            {
                Close();
                if (error.Message != _problem)
                {
                    _problem = error.Message;
                    logger.NoStrayTrap(error.Message);
                }
            }

            if (IsOpen != wasOpen)
            {
                post(new AgentEvent.StrayTrapChanged());
            }

            if (!IsOpen && !order.Sources.IsEmpty)
            {
                // Whatever is ordered meanwhile, what failed is left alone for a while.
                await Task.Delay(HoldInterval, time, cancellationToken);
            }

            order = await _orders.TakeAsync(HoldInterval, time, cancellationToken) ?? order;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _poller.Dispose();
        _sender.Dispose();
        _orders.Dispose();
    }

    private async Task HoldAsync(StrayOrder order, Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        if (order.Sources.IsEmpty)
        {
            Close();
            return;
        }

        if (Volatile.Read(ref _device) is { IsGone: true })
        {
            // Its peers' routes are still there; what is caught begins anew.
            Close();
        }

        if (!IsOpen)
        {
            Volatile.Write(ref _device, new TunDevice(Name, _poller, packet => Catch(packet, post), Reopen));
            _applied = null;
            if (_problem is null)
            {
                logger.StrayTrapOpen(Name);
            }
        }

        if (order.Equals(_applied) && Network.InterfaceGlance.Of(Name) is { } seen && seen == _seen)
        {
            return;
        }

        foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            // A machine without IPv6 is given a mesh address of it all the same, and does without.
            if (family == AddressFamily.InterNetwork || (Network.IpTool.IsIPv6Enabled(Name) && Network.IpTool.IsIPv6Enabled(options.InterfaceName)))
            {
                await BatchAsync(family, Plan(order, family), cancellationToken);
            }
        }

        _applied = order;
        _seen = Network.InterfaceGlance.Of(Name);
        _problem = order.Networks.IsEmpty ? _problem : null;
    }

    private string Plan(StrayOrder order, AddressFamily family)
    {
        var commands = new StringBuilder();
        if (family == AddressFamily.InterNetwork)
        {
            commands.Append(CultureInfo.InvariantCulture, $"link set dev {Name} mtu {order.Mtu} up\n");
        }

        // What is as it was ordered is only put right, so that nothing escapes meanwhile.
        if (!order.Equals(_applied))
        {
            commands.Append(CultureInfo.InvariantCulture, $"route flush dev {Name} proto {Network.IpTool.RouteProtocol}\n");
        }

        if (order.Sources.FirstOrDefault(source => source.AddressFamily == family) is { } own)
        {
            foreach (var half in order.Halves().Where(half => half.BaseAddress.AddressFamily == family))
            {
                commands.Append(CultureInfo.InvariantCulture, $"route replace {half} dev {Name} proto {Network.IpTool.RouteProtocol} src {own}\n");
            }
        }

        return commands.ToString();
    }

    private async Task BatchAsync(AddressFamily family, string commands, CancellationToken cancellationToken)
    {
        if (commands.Length == 0)
        {
            return;
        }

        var result = await processes.RunAsync("ip", [family == AddressFamily.InterNetwork ? "-4" : "-6", "-batch", "-"], commands, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new IOException($"'ip' could not set up '{Name}': {result.Error.Trim()}");
        }
    }

    // What comes faster than the loop takes it is lost: nobody's traffic is to fill the daemon's memory.
    private void Catch(byte[] packet, Action<AgentEvent> post)
    {
        if (Interlocked.Increment(ref _onTheirWay) > GuestTimers.MaxSearches)
        {
            Taken();
            return;
        }

        post(new AgentEvent.StrayCaught(packet));
    }

    /// <summary>The device is gone: what was ordered last is done once more.</summary>
    private void Reopen()
    {
        if (Volatile.Read(ref _current) is { } order)
        {
            _orders.Return(order);
        }
    }

    private void Close() => Interlocked.Exchange(ref _device, null)?.Dispose();
}

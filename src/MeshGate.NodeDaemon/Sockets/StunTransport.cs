using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>The raw sockets of both address families, on whatever port WireGuard listens on.</summary>
public sealed class StunTransport(DatagramInbox inbox, ILogger<StunTransport> logger) : IStunTransport, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SocketPoller _poller = new("stun");
    private RawStunSocket? _four;
    private RawStunSocket? _six;
    private int _port;

    /// <inheritdoc/>
    public bool Listen(int port)
    {
        lock (_gate)
        {
            if (port == _port)
            {
                return false;
            }

            Close();
            _four = Open(AddressFamily.InterNetwork, (ushort)port);
            _six = TryOpenSix((ushort)port);
            _port = port;
            return true;
        }
    }

    /// <inheritdoc/>
    public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            var socket = to.AddressFamily == AddressFamily.InterNetwork ? _four : _six;
            return socket is not null && socket.TrySend(to, message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Close();
            _poller.Dispose();
        }
    }

    private RawStunSocket Open(AddressFamily family, ushort port) => new(family, port, _poller, inbox.Deliver, Break);

    /// <summary>A machine may be without IPv6 in more than one way; IPv4 goes on all the same.</summary>
    private RawStunSocket? TryOpenSix(ushort port)
    {
        try
        {
            return Socket.OSSupportsIPv6 ? Open(AddressFamily.InterNetworkV6, port) : null;
        }
        catch (SocketException error)
        {
            logger.NoIPv6(error.Message);
            return null;
        }
    }

    private void Break(SocketException error)
    {
        logger.ReceivingEnded(error);
        lock (_gate)
        {
            // The next call of Listen opens the sockets again.
            Close();
        }
    }

    private void Close()
    {
        _four?.Dispose();
        _six?.Dispose();
        _four = null;
        _six = null;
        _port = 0;
    }
}

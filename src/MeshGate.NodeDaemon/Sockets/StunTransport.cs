using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>The raw sockets of both address families, on whatever port WireGuard listens on.</summary>
public sealed class StunTransport(DatagramInbox inbox, ILogger<StunTransport> logger) : IStunTransport, IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _lifetime;
    private RawStunSocket? _four;
    private RawStunSocket? _six;
    private int _port;

    /// <summary>Moves to another port; the same one changes nothing.</summary>
    /// <returns>Whether the port is another one than before.</returns>
    /// <exception cref="SocketException">Raw sockets are refused: CAP_NET_RAW and CAP_NET_ADMIN are needed.</exception>
    public bool Listen(int port)
    {
        lock (_gate)
        {
            if (port == _port)
            {
                return false;
            }

            Close();
            _lifetime = new CancellationTokenSource();
            _four = new RawStunSocket(AddressFamily.InterNetwork, (ushort)port);
            _six = Socket.OSSupportsIPv6 ? new RawStunSocket(AddressFamily.InterNetworkV6, (ushort)port) : null;
            _port = port;
            Receive(_four, _lifetime.Token);
            Receive(_six, _lifetime.Token);
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
        }
    }

    private void Receive(RawStunSocket? socket, CancellationToken cancellationToken)
    {
        if (socket is not null)
        {
            _ = Task.Run(() => ReceiveAsync(socket, cancellationToken), CancellationToken.None);
        }
    }

    private async Task ReceiveAsync(RawStunSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ReceiveAsync(inbox.Deliver, cancellationToken);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The socket was closed.
        }
        catch (Exception error)
        {
            logger.ReceivingEnded(error);
            throw;
        }
    }

    private void Close()
    {
        _lifetime?.Cancel();
        _four?.Dispose();
        _six?.Dispose();
        _lifetime?.Dispose();
        _lifetime = null;
        _four = null;
        _six = null;
        _port = 0;
    }
}

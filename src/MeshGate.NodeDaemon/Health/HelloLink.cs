using System.Net.Sockets;
using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Health;

/// <summary>
/// The socket for hellos, opened anew when the tunnel's interface was made anew. For one thread at a time; it is closed by the one alone that
/// opens it, which may be waiting for a datagram when another finds the interface gone.
/// </summary>
internal sealed class HelloLink(DaemonOptions options, ILogger logger) : IDisposable
{
    private static readonly TimeSpan OpenInterval = TimeSpan.FromSeconds(1);

    private TimeSpan _openAt;
    private bool _isGone;
    private bool _isDeaf;

    /// <summary>The socket; null while there is none.</summary>
    public HelloSocket? Socket { get; private set; }

    /// <summary>Opens the socket if it is time to try.</summary>
    public void Open(TimeSpan now)
    {
        if (_isGone)
        {
            Dispose();
        }

        if (Socket is not null || now < _openAt)
        {
            return;
        }

        _openAt = now + OpenInterval;
        try
        {
            Socket = new HelloSocket(options.InterfaceName);
            logger.Listening(options.InterfaceName);
            _isDeaf = false;
        }
        catch (SocketException error)
        {
            if (!_isDeaf)
            {
                _isDeaf = true;
                logger.Deaf(options.InterfaceName, error.Message);
            }
        }
    }

    /// <summary>Has a hello sent with the next <see cref="Flush"/>, or before.</summary>
    public void Send(WatchedSession watched, ReadOnlySpan<byte> hello)
    {
        if (Socket is { } socket)
        {
            _isGone |= !socket.Send(watched.Address ??= socket.Serialize(watched.Target.Address), hello);
        }
    }

    /// <summary>Sends what was not sent yet.</summary>
    public void Flush() => _isGone |= Socket?.Flush() == false;

    /// <inheritdoc/>
    public void Dispose()
    {
        Socket?.Dispose();
        Socket = null;
        _isGone = false;
    }
}

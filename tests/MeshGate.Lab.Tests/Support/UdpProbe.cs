using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Tests.Support;

/// <summary>A UDP socket that sends words and says from where it heard one.</summary>
internal sealed class UdpProbe : IDisposable
{
    private readonly Socket _socket;

    internal UdpProbe(NetworkNamespace network, IPAddress address, int port)
    {
        _socket = network.CreateSocket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(address, port));
        _socket.ReceiveTimeout = 300;
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    internal IPEndPoint LocalEndPoint { get; }

    internal void Send(string word, IPEndPoint to) => _socket.SendTo(Encoding.ASCII.GetBytes(word), to);

    /// <summary>The source of the next datagram with that word; null when none comes in time.</summary>
    internal IPEndPoint? Hear(string word)
    {
        var buffer = new byte[64];
        EndPoint source = new IPEndPoint(
            _socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        for (var i = 0; i < 100; i++)
        {
            try
            {
                var length = _socket.ReceiveFrom(buffer, ref source);
                if (Encoding.ASCII.GetString(buffer, 0, length) == word)
                {
                    return (IPEndPoint)source;
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                return null;
            }
        }

        return null;
    }

    public void Dispose() => _socket.Dispose();
}

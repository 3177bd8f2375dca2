using System.Net;
using System.Net.Sockets;

namespace MeshGate.Probing.Sockets;

/// <summary>A UDP socket of the system's.</summary>
internal sealed class UdpProbeSocket(Socket socket) : IProbeSocket
{
    private const int MaxDatagram = 2048;

    /// <summary>After so many errors in a row a socket is good for nothing.</summary>
    private const int MaxErrors = 100;

    private readonly byte[] _buffer = new byte[MaxDatagram];

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public bool TrySend(IPEndPoint to, ReadOnlySpan<byte> datagram)
    {
        try
        {
            return socket.SendTo(datagram, SocketFlags.None, to) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task<ProbeDatagram> ReceiveAsync(CancellationToken cancellationToken)
    {
        var any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        for (var errors = 0; ; errors++)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(_buffer, SocketFlags.None, any, cancellationToken);
                return new ProbeDatagram((IPEndPoint)received.RemoteEndPoint, _buffer.AsMemory(0, received.ReceivedBytes).ToArray());
            }
            catch (SocketException) when (errors < MaxErrors)
            {
                // An ICMP error of an earlier send, or a datagram that is longer than any answer.
            }
        }
    }

    public void Dispose() => socket.Dispose();
}

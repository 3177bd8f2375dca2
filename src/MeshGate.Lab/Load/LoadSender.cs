using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Load;

/// <summary>Sends packets at a rate from a port that another program has bound, as WireGuard would send them.</summary>
internal sealed class LoadSender : IDisposable
{
    private const int UdpHeader = 8;
    private const int MostAtOnce = 64;
    private const int SendBuffer = 4 * 1024 * 1024;
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(1);
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly IPEndPoint _target;
    private readonly ushort _sourcePort;

    internal LoadSender(NetworkNamespace network, int sourcePort, IPEndPoint target, TimeProvider time)
    {
        (_time, _target, _sourcePort) = (time, target, (ushort)sourcePort);
        _socket = network.CreateSocket(target.AddressFamily, SocketType.Raw, ProtocolType.Udp);
        _socket.SendBufferSize = SendBuffer;
        if (target.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // IPPROTO_IPV6, IPV6_CHECKSUM: the kernel computes the checksum that IPv6 demands, at this offset.
            _socket.SetRawSocketOption(41, 7, BitConverter.GetBytes(6));
        }
    }

    /// <summary>
    /// Sends a number of packets; returns how long that took. A sender that was held up catches up in bursts of 64 at most, so
    /// that it does not overrun buffers with its own lateness.
    /// </summary>
    internal TimeSpan Run(byte[] payload, int packets, int packetsPerSecond, CancellationToken cancellationToken)
    {
        var datagram = new byte[UdpHeader + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, _sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)_target.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        payload.CopyTo(datagram, UdpHeader);
        var target = new IPEndPoint(_target.Address, 0);
        var start = _time.GetTimestamp();
        var shift = 0.0;
        using var nap = new ManualResetEventSlim();
        for (var sent = 0; sent < packets;)
        {
            var due = (int)Math.Min(packets, ((_time.GetElapsedTime(start).TotalSeconds - shift) * packetsPerSecond) + 1);
            if (due - sent > MostAtOnce)
            {
                shift += (double)(due - sent - MostAtOnce) / packetsPerSecond;
                due = sent + MostAtOnce;
            }

            for (; sent < due; sent++)
            {
                LoadPacket.Stamp(datagram.AsSpan(UdpHeader), sent, _time.GetTimestamp());
                _socket.SendTo(datagram, target);
            }

            nap.Wait(Nap, cancellationToken);
        }

        return _time.GetElapsedTime(start);
    }

    public void Dispose() => _socket.Dispose();
}

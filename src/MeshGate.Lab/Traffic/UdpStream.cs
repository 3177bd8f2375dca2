using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Lab.Traffic;

/// <summary>
/// Sends numbered packets at a steady rate from one socket to another and notes when each came. Both ends run in this process,
/// so that one clock measures both.
/// </summary>
public sealed class UdpStream : IPacketStream
{
    /// <summary>What the stream itself writes at the start of a payload, in bytes.</summary>
    public const int HeaderLength = 12;

    private const int MaximumPackets = 1_000_000;
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);

    private readonly Socket _sender;
    private readonly Socket _receiver;
    private readonly EndPoint _destination;
    private readonly byte[] _payload;
    private readonly TimeProvider _time;
    private readonly ulong _key;
    private readonly PacketLog _log;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _sending;
    private readonly Thread _receiving;

    /// <summary>Starts a stream between two bound sockets, which it owns from now on. The start of the payload is overwritten.</summary>
    public UdpStream(Socket sender, Socket receiver, int packetsPerSecond, byte[] payload, ulong key, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(time);
        (_sender, _receiver, _payload, _key, _time) = (sender, receiver, payload, key, time);
        _destination = receiver.LocalEndPoint!;
        _log = new PacketLog(TimeSpan.FromSeconds(1.0 / packetsPerSecond), time);
        _receiver.ReceiveTimeout = 200;
        _receiver.ReceiveBufferSize = 1 << 20;
        _sending = new Thread(Send) { IsBackground = true, Name = "stream sender", Priority = ThreadPriority.AboveNormal };
        _receiving = new Thread(Receive) { IsBackground = true, Name = "stream receiver", Priority = ThreadPriority.AboveNormal };
        _receiving.Start();
        _sending.Start();
    }

    /// <summary>Stops sending, and receiving after a second more.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        await Task.Delay(OnTheWay, _time, cancellationToken);
    }

    /// <summary>What became of the packets so far. Those sent within the last second may still be on the way and do not count.</summary>
    public StreamStatistics Measure() => _log.Judge(OnTheWay);

    /// <inheritdoc/>
    public StreamTimeline Timeline(TimeSpan width) => _log.Timeline(width);

    /// <summary>Stops at once and closes the sockets.</summary>
    public void Dispose()
    {
        _stop.Set();
        _sending.Join();
        _sender.Dispose();
        _receiver.Dispose();
        _receiving.Join();
        _stop.Dispose();
    }

    private void Send()
    {
        var packet = _payload.ToArray();
        BinaryPrimitives.WriteUInt64BigEndian(packet, _key);
        for (var number = 0; number < MaximumPackets; number++)
        {
            if (_stop.Wait(_log.UntilDue(number)))
            {
                return;
            }

            BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(8), number);
            _log.Sent();

            try
            {
                _sender.SendTo(packet, _destination);
            }
            catch (SocketException)
            {
                // No route or no device just now: the packet is lost, which is what is being counted.
            }
        }
    }

    private void Receive()
    {
        var buffer = new byte[2048];
        while (true)
        {
            try
            {
                var length = _receiver.Receive(buffer);
                var now = _log.Now;
                if (length == _payload.Length && BinaryPrimitives.ReadUInt64BigEndian(buffer) == _key)
                {
                    _log.Received(BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(8)), now);
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock or SocketError.ConnectionRefused)
            {
                // Silence is what is being measured.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}

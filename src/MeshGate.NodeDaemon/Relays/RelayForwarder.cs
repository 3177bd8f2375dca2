using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using static MeshGate.NodeDaemon.Sockets.NativeSockets;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>
/// Forwards ciphertext between the two proven addresses of each pair, in user space, on one thread that waits for all ports at once
/// and allocates nothing for a packet. Only STUN that names this relay is looked into; what comes from anywhere else is dropped.
/// </summary>
public sealed unsafe class RelayForwarder : IRelayPorts, IDisposable
{
    private const int Batch = 32;
    private const int MaxDatagram = 2048;

    private readonly TimeProvider _time;
    private readonly PeerTag _own;
    private readonly RelayTraffic _traffic;
    private readonly Lock _gate = new();
    private readonly SocketPoller _poller = new("relay");
    private readonly Dictionary<int, RelayPort> _ports = [];
    private readonly MessageHeader* _received = Allocate<MessageHeader>(Batch);
    private readonly MessageHeader* _sending = Allocate<MessageHeader>(Batch);
    private readonly NativeSockets.Buffer* _receiveBuffers = Allocate<NativeSockets.Buffer>(Batch);
    private readonly NativeSockets.Buffer* _sendBuffers = Allocate<NativeSockets.Buffer>(Batch);
    private readonly RelayAddress* _sources = Allocate<RelayAddress>(Batch);
    private readonly RelayAddress* _targets = Allocate<RelayAddress>(2);
    private readonly byte* _memory = Allocate<byte>(Batch * MaxDatagram);
    private Action<int, IPEndPoint, ReadOnlyMemory<byte>>? _receiver;
    private bool _isPrepared;
    private volatile bool _isDisposed;

    /// <summary>Makes a forwarder without ports.</summary>
    /// <param name="own">The relay's own tag.</param>
    /// <param name="traffic">Where packets are counted.</param>
    /// <param name="time">For quotas.</param>
    public RelayForwarder(PeerTag own, RelayTraffic traffic, TimeProvider time) => (_own, _traffic, _time) = (own, traffic, time);

    /// <summary>Names who takes messages for the relay itself: its port, their source and the message, whose memory stays the forwarder's.</summary>
    public void Bind(Action<int, IPEndPoint, ReadOnlyMemory<byte>> receiver) => _receiver = receiver;

    /// <inheritdoc/>
    public bool TryOpen(int port, long packetsPerSecond, out string problem)
    {
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                Prepare();
                var opened = new RelayPort(port, packetsPerSecond, _time.GetTimestamp(), _time.TimestampFrequency, Serve);
                if (!_ports.TryAdd(port, opened))
                {
                    opened.Dispose();
                    problem = "it is open already";
                    return false;
                }

                opened.Token = _poller.Add(opened.Socket, opened);
            }

            problem = string.Empty;
            return true;
        }
        catch (SocketException error)
        {
            problem = error.Message;
            return false;
        }
    }

    /// <inheritdoc/>
    public void Forward(int port, IPEndPoint one, IPEndPoint other)
    {
        lock (_gate)
        {
            _ports.GetValueOrDefault(port)?.Forward(RelayAddress.From(one), RelayAddress.From(other));
        }
    }

    /// <inheritdoc/>
    public void Send(int port, IPEndPoint to, ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            try
            {
                _ports.GetValueOrDefault(port)?.Socket.SendTo(message, SocketFlags.None, new IPEndPoint(to.Address.MapToIPv6(), to.Port));
            }
            catch (SocketException)
            {
                // Lost, as datagrams may be.
            }
        }
    }

    /// <inheritdoc/>
    public void Close(int port)
    {
        lock (_gate)
        {
            if (_ports.Remove(port, out var closed))
            {
                _poller.Remove(closed.Socket, closed.Token);
                closed.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            foreach (var port in _ports.Values)
            {
                port.Dispose();
            }

            _ports.Clear();
        }

        _poller.Dispose();
        foreach (var memory in new nint[] { (nint)_received, (nint)_sending, (nint)_receiveBuffers, (nint)_sendBuffers, (nint)_sources, (nint)_targets, (nint)_memory })
        {
            NativeMemory.Free((void*)memory);
        }
    }

    private static T* Allocate<T>(int count)
        where T : unmanaged
        => (T*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(T));

    /// <summary>Lays out the batches, once.</summary>
    private void Prepare()
    {
        if (_isPrepared)
        {
            return;
        }

        _isPrepared = true;
        for (var i = 0; i < Batch; i++)
        {
            _receiveBuffers[i] = new NativeSockets.Buffer { Start = _memory + (i * MaxDatagram), Length = MaxDatagram };
            _received[i] = new MessageHeader { Name = _sources + i, Buffers = _receiveBuffers + i, BufferCount = 1 };
            _sending[i] = new MessageHeader { NameLength = RelayAddress.Size, Buffers = _sendBuffers + i, BufferCount = 1 };
        }
    }

    private void Serve(RelayPort port)
    {
        lock (_gate)
        {
            // It may have been closed since it was found readable.
            if (!_isDisposed && _ports.GetValueOrDefault(port.Number) == port)
            {
                Pass(port, _time.GetTimestamp());
            }
        }
    }

    /// <summary>Passes on what waits at one port, a batch at a time so that no port keeps the others waiting.</summary>
    private void Pass(RelayPort port, long now)
    {
        for (var i = 0; i < Batch; i++)
        {
            _received[i].NameLength = RelayAddress.Size;
        }

        var count = ReceiveMany(port.Descriptor, _received, Batch, DontWait, null);
        _targets[0] = port.One;
        _targets[1] = port.Other;
        var ready = 0;
        for (var i = 0; i < count; i++)
        {
            var length = (int)_received[i].Length;
            var isCut = (_received[i].Flags & (int)MessageFlags.Truncated) != 0;
            var target = !port.IsForwarding ? null
                : _sources[i].IsSame(in port.One) ? _targets + 1
                : _sources[i].IsSame(in port.Other) ? _targets
                : null;
            var datagram = new ReadOnlySpan<byte>(_memory + (i * MaxDatagram), length);
            if (IsForRelay(datagram))
            {
                Hand(port.Number, _sources[i], datagram);
            }
            else if (target is null || isCut)
            {
                _traffic.DroppedUnproven++;
            }
            else if (!port.TryTake(now))
            {
                _traffic.DroppedQuota++;
            }
            else
            {
                _sendBuffers[ready] = new NativeSockets.Buffer { Start = _memory + (i * MaxDatagram), Length = (nuint)length };
                _sending[ready++].Name = target;
                _traffic.Bytes += length;
            }
        }

        Send(port, ready);
    }

    private void Send(RelayPort port, int ready)
    {
        for (var sent = 0; sent < ready;)
        {
            var some = SendMany(port.Descriptor, _sending + sent, (uint)(ready - sent), DontWait);
            _traffic.Forwarded += Math.Max(some, 0);
            if (some <= 0)
            {
                // The first of the rest would not go: it is lost, and the others are tried.
                _traffic.DroppedBySystem++;
                some = 1;
            }

            sent += some;
        }
    }

    private bool IsForRelay(ReadOnlySpan<byte> datagram)
        => datagram.Length >= RelayCodec.PlainLength
            && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == StunConstants.MagicCookie
            && RelayCodec.TryPeek(datagram, out var route)
            && route.To == _own;

    private void Hand(int port, RelayAddress source, ReadOnlySpan<byte> datagram) => _receiver?.Invoke(port, source.ToEndPoint(), datagram.ToArray());

    [Flags]
    private enum MessageFlags
    {
        Truncated = 0x20,
    }
}

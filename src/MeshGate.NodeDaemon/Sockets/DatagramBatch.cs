using System.Net.Sockets;
using System.Runtime.InteropServices;
using static MeshGate.NodeDaemon.Sockets.NativeSockets;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>
/// Room for datagrams that are taken from a socket, or sent by it, in one system call. Nothing is allocated after it was made. For one
/// thread at a time.
/// </summary>
internal sealed unsafe class DatagramBatch : IDisposable
{
    /// <summary>The longest address: <c>struct sockaddr_in6</c>.</summary>
    private const int MaxName = 28;

    /// <summary>One control message with a <c>struct timespec</c>.</summary>
    private const int ControlLength = 32;

    private const int SolSocket = 1;
    private const int TimestampNanoseconds = 35;
    private const int MessageTypeAt = 8;
    private const int TimeAt = 16;
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(1);

    private readonly int _length;
    private MessageHeader* _headers;
    private readonly NativeSockets.Buffer* _buffers;
    private readonly byte* _controls;
    private readonly byte* _names;
    private readonly byte* _memory;
    private DateTimeOffset _receivedAt;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">For so many datagrams.</param>
    /// <param name="length">Of so many bytes each; what is longer is cut when it is received.</param>
    public DatagramBatch(int capacity, int length)
    {
        (Capacity, _length) = (capacity, length);
        _headers = (MessageHeader*)NativeMemory.AllocZeroed((nuint)capacity, (nuint)(sizeof(MessageHeader) + sizeof(NativeSockets.Buffer) + ControlLength + MaxName + length));
        _buffers = (NativeSockets.Buffer*)(_headers + capacity);
        _controls = (byte*)(_buffers + capacity);
        _names = _controls + (capacity * ControlLength);
        _memory = _names + (capacity * MaxName);
        for (var i = 0; i < capacity; i++)
        {
            _buffers[i] = new NativeSockets.Buffer { Start = _memory + (i * length), Length = (nuint)length };
            _headers[i] = new MessageHeader { Name = _names + (i * MaxName), Buffers = _buffers + i, BufferCount = 1 };
        }
    }

    /// <summary>How many datagrams fit.</summary>
    public int Capacity { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>A datagram's bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int index) => new(_memory + (index * _length), (int)_headers[index].Length);

    /// <summary>The address that it came from, as the system writes it.</summary>
    public ReadOnlySpan<byte> Name(int index) => new(_names + (index * MaxName), MaxName);

    /// <summary>How long it had waited at the socket when it was taken; zero unless <see cref="Stamp"/> was called for that.</summary>
    public TimeSpan Age(int index)
    {
        var control = _controls + (index * ControlLength);
        if (_headers[index].ControlLength < ControlLength || *(int*)(control + MessageTypeAt) != SolSocket || *(int*)(control + MessageTypeAt + sizeof(int)) != TimestampNanoseconds)
        {
            return TimeSpan.Zero;
        }

        var at = DateTimeOffset.UnixEpoch.AddTicks((*(long*)(control + TimeAt) * TimeSpan.TicksPerSecond) + (*(long*)(control + TimeAt + sizeof(long)) / TimeSpan.NanosecondsPerTick));
        var age = _receivedAt - at;

        // The machine's clock may have been set meanwhile.
        return age < TimeSpan.Zero || age > LongestAge ? TimeSpan.Zero : age;
    }

    /// <summary>Has the system note when datagrams come to the socket.</summary>
    public static void Stamp(Socket socket) => socket.SetRawSocketOption(SolSocket, TimestampNanoseconds, BitConverter.GetBytes(1));

    /// <summary>Takes what waits at the socket, in place of what was taken before; an error of an earlier send counts as nothing.</summary>
    public void Receive(Socket socket)
    {
        for (var i = 0; i < Capacity; i++)
        {
            _headers[i].NameLength = MaxName;
            _headers[i].Control = _controls + (i * ControlLength);
            _headers[i].ControlLength = ControlLength;
            _buffers[i].Length = (nuint)_length;
        }

        _receivedAt = TimeProvider.System.GetUtcNow();
        Count = Math.Max(0, ReceiveMany((int)socket.Handle, _headers, (uint)Capacity, DontWait, null));
    }

    /// <summary>Adds a datagram to be sent; there must be room.</summary>
    /// <param name="to">The address as the system writes it.</param>
    /// <param name="bytes">What to send.</param>
    public void Add(ReadOnlySpan<byte> to, ReadOnlySpan<byte> bytes)
    {
        to.CopyTo(new Span<byte>(_names + (Count * MaxName), MaxName));
        bytes.CopyTo(new Span<byte>(_memory + (Count * _length), _length));
        _headers[Count].NameLength = (uint)to.Length;
        _buffers[Count].Length = (nuint)bytes.Length;
        Count++;
    }

    /// <summary>Sends what was added. What the system refuses is lost, as datagrams may be.</summary>
    /// <returns>The number of the last refusal's reason; 0 for none.</returns>
    public int Send(Socket socket)
    {
        var refusal = 0;
        for (var sent = 0; sent < Count;)
        {
            var some = SendMany((int)socket.Handle, _headers + sent, (uint)(Count - sent), DontWait);
            if (some <= 0)
            {
                refusal = Marshal.GetLastPInvokeError();
                some = 1;
            }

            sent += some;
        }

        Count = 0;
        return refusal;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_headers);
        _headers = null;
        Count = 0;
    }
}

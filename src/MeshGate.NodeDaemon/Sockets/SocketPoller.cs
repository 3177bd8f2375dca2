using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>
/// One thread that waits for any number of sockets (epoll). .NET's own asynchronous sockets hand each packet to the thread pool, which
/// costs more than the packet; a thread for each socket would be many.
/// </summary>
/// <param name="name">The thread's name.</param>
public sealed partial class SocketPoller(string name) : IDisposable
{
    /// <summary>The longest datagram that is forwarded whole, with room in front and behind.</summary>
    public const int BufferLength = 66 * 1024;

    private const int MaxEvents = 64;
    private const int WaitMilliseconds = 1000;
    private const int ControlAdd = 1;
    private const int ControlDelete = 2;
    private const uint Readable = 1;
    private const int CloseOnExec = 0x80000;

    // The kernel packs struct epoll_event on x86-64 alone.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventLength = DataOffset + sizeof(long);

    private readonly ConcurrentDictionary<long, IPolled> _polled = new();
    private readonly Lock _gate = new();
    private int _epoll = -1;
    private long _lastToken;
    private bool _disposed;

    /// <summary>Waits for a socket from now on.</summary>
    /// <returns>What <see cref="Remove(Socket, long)"/> takes.</returns>
    public long Add(Socket socket, IPolled polled) => Add(socket.SafeHandle, polled);

    /// <summary>Waits for another file that can be waited for.</summary>
    /// <returns>What <see cref="Remove(SafeHandle, long)"/> takes.</returns>
    public long Add(SafeHandle file, IPolled polled)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_epoll < 0)
            {
                _epoll = Check(NativeCreate(CloseOnExec));
                new Thread(Run) { IsBackground = true, Name = name }.Start();
            }

            var token = ++_lastToken;
            _polled[token] = polled;
            Control(ControlAdd, file, token);
            return token;
        }
    }

    /// <summary>Waits no more. A call that runs meanwhile may still end after this one.</summary>
    public void Remove(Socket socket, long token) => Remove(socket.SafeHandle, token);

    /// <summary>The same for another file.</summary>
    public void Remove(SafeHandle file, long token)
    {
        lock (_gate)
        {
            if (_polled.TryRemove(token, out _) && !_disposed)
            {
                Control(ControlDelete, file, token);
            }
        }
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            // The thread closes what it waits on.
            _disposed = true;
            _polled.Clear();
        }
    }

    private unsafe void Run()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BufferLength, pinned: true);
        var events = stackalloc byte[MaxEvents * EventLength];
        while (!Volatile.Read(ref _disposed))
        {
            var count = NativeWait(_epoll, events, MaxEvents, WaitMilliseconds);
            for (var i = 0; i < count; i++)
            {
                if (_polled.TryGetValue(Marshal.ReadInt64((nint)(events + (i * EventLength) + DataOffset)), out var polled))
                {
                    polled.OnReadable(buffer);
                }
            }
        }

        _ = NativeClose(_epoll);
    }

    private unsafe void Control(int operation, SafeHandle handle, long token)
    {
        var happened = stackalloc byte[EventLength];
        Marshal.WriteInt32((nint)happened, (int)Readable);
        Marshal.WriteInt64((nint)(happened + DataOffset), token);
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            _ = Check(NativeControl(_epoll, operation, (int)handle.DangerousGetHandle(), happened));
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }

    private static int Check(int result) => result >= 0 ? result : throw new IOException($"epoll: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int NativeCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static unsafe partial int NativeControl(int epoll, int operation, int socket, byte* happened);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static unsafe partial int NativeWait(int epoll, byte* events, int max, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int NativeClose(int epoll);
}

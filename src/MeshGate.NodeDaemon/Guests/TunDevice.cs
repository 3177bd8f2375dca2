using System.Runtime.InteropServices;
using System.Text;
using MeshGate.NodeDaemon.Sockets;
using Microsoft.Win32.SafeHandles;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>
/// A TUN device of this process (<c>Documentation/networking/tuntap.rst</c>): what the kernel routes to it is read here, and it is gone with the
/// process, and its routes with it.
/// </summary>
internal sealed unsafe partial class TunDevice : IPolled, IDisposable
{
    private const string Path = "/dev/net/tun";
    private const int NameLength = 16;
    private const int RequestLength = 40;
    private const int ReadWriteNonBlockingCloseOnExec = 0x2 | 0x800 | 0x80000;
    private const int PacketsAtOnce = 64;
    private const int Interrupted = 4;
    private const int Again = 11;
    private const short TunWithoutHeader = 0x1001;
    private const nuint SetInterface = 0x400454ca;

    private readonly SafeFileHandle _file;
    private readonly SocketPoller _poller;
    private readonly Action<byte[]> _onPacket;
    private readonly Action _onGone;
    private readonly long _token;
    private volatile bool _disposed;

    /// <summary>Makes the device.</summary>
    /// <exception cref="IOException">The system refuses: there is no TUN driver, or the capability CAP_NET_ADMIN is missing.</exception>
    public TunDevice(string name, SocketPoller poller, Action<byte[]> onPacket, Action onGone)
    {
        (_poller, _onPacket, _onGone) = (poller, onPacket, onGone);
        _file = new SafeFileHandle(Open(Path, ReadWriteNonBlockingCloseOnExec), ownsHandle: true);
        if (_file.IsInvalid)
        {
            throw new IOException($"{Path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            var request = stackalloc byte[RequestLength];
            new Span<byte>(request, RequestLength).Clear();
            Encoding.ASCII.GetBytes(name, new Span<byte>(request, NameLength - 1));
            *(short*)(request + NameLength) = TunWithoutHeader;
            if (Control(_file, SetInterface, request) < 0)
            {
                throw new IOException($"interface '{name}': {Marshal.GetLastPInvokeErrorMessage()}");
            }

            _token = poller.Add(_file, this);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Whether the kernel has the device no longer, as when somebody deleted its interface.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Gives the kernel a packet, as one that came in.</summary>
    public void Write(ReadOnlySpan<byte> packet)
    {
        try
        {
            fixed (byte* start = packet)
            {
                // The kernel may refuse it, which loses a packet.
                _ = Write(_file, start, (nuint)packet.Length);
            }
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }

    /// <inheritdoc/>
    public void OnReadable(byte[] buffer)
    {
        try
        {
            fixed (byte* start = buffer)
            {
                for (var i = 0; i < PacketsAtOnce && !_disposed; i++)
                {
                    var length = (int)Read(_file, start, (nuint)buffer.Length);
                    if (length <= 0)
                    {
                        IsGone |= length < 0 && Marshal.GetLastPInvokeError() is not (Again or Interrupted);
                        break;
                    }

                    _onPacket(buffer.AsSpan(0, length).ToArray());
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }

        if (IsGone && !_disposed)
        {
            // An error stays readable for ever.
            _poller.Remove(_file, _token);
            _onGone();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _poller.Remove(_file, _token);
            _file.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle file, byte* buffer, nuint length);
}

using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Matrix;

/// <summary>Pings several addresses from one machine again and again, and notes when each answered first.</summary>
internal sealed class EchoBoard : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (IPAddress Address, byte[] Request, byte[] Token)> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _answered = new(StringComparer.Ordinal);
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _sending;
    private readonly Thread _receiving;

    internal EchoBoard(NetworkNamespace from, TimeProvider time)
    {
        _time = time;
        _socket = from.CreateSocket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        _socket.ReceiveTimeout = 200;
        _sending = new Thread(Send) { IsBackground = true, Name = "pings" };
        _receiving = new Thread(Receive) { IsBackground = true, Name = "answers" };
        _sending.Start();
        _receiving.Start();
    }

    /// <summary>Begins to ping an IPv4 address.</summary>
    internal void Ask(string name, IPAddress address)
    {
        var request = IcmpEcho.Request(ipv4: true, out var token);
        lock (_lock)
        {
            _asked.TryAdd(name, (address, request, token));
        }
    }

    /// <summary>When the first answer came, as a timestamp; null if none did yet.</summary>
    internal long? Answered(string name)
    {
        lock (_lock)
        {
            return _answered.TryGetValue(name, out var at) ? at : null;
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _sending.Join();
        _socket.Dispose();
        _receiving.Join();
        _stop.Dispose();
    }

    private void Send()
    {
        while (!_stop.Wait(Interval))
        {
            (IPAddress Address, byte[] Request, byte[] Token)[] due;
            lock (_lock)
            {
                due = [.. _asked.Where(a => !_answered.ContainsKey(a.Key)).Select(a => a.Value)];
            }

            foreach (var (address, request, _) in due)
            {
                try
                {
                    _socket.SendTo(request, new IPEndPoint(address, 0));
                }
                catch (SocketException)
                {
                    // No route yet: that is what is being waited for.
                }
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
                var length = _socket.Receive(buffer);
                Note(buffer.AsSpan(0, length), _time.GetTimestamp());
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock or SocketError.HostUnreachable)
            {
                // Nothing yet.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Note(ReadOnlySpan<byte> packet, long now)
    {
        lock (_lock)
        {
            foreach (var (name, asked) in _asked)
            {
                if (!_answered.ContainsKey(name) && IcmpEcho.IsReply(packet, ipv4: true, asked.Token))
                {
                    _answered[name] = now;
                    return;
                }
            }
        }
    }
}

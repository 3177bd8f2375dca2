using System.Net.Sockets;
using System.Text;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Captures;

/// <summary>Keeps what passes one interface of a namespace, both ways, from a packet socket.</summary>
public sealed class PacketCapture : IDisposable
{
    private const int MaximumBytes = 64 * 1024 * 1024;
    private const int MostNaps = 1000;
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(200);
    private readonly Socket _socket;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly List<byte[]> _packets = [];
    private long _bytes;
    private int _dropped;

    /// <summary>Begins to record.</summary>
    /// <param name="network">The namespace.</param>
    /// <param name="device">The interface, such as <c>eth0</c>.</param>
    /// <exception cref="LabException">There is no such interface.</exception>
    public PacketCapture(NetworkNamespace network, string device)
    {
        ArgumentNullException.ThrowIfNull(network);
        _socket = PacketSocket.Open(network, device);
        _thread = new Thread(Receive) { IsBackground = true, Name = $"capture {network.Name}" };
        _thread.Start();
    }

    /// <summary>How many packets were kept, how many of them contain a text, and how many did not fit in.</summary>
    public (int Packets, int Matching, int Dropped) Search(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);

        // What has passed already is to count, whether or not it was read: it is read under the lock.
        using var nap = new ManualResetEventSlim();
        for (var i = 0; i < MostNaps && _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead); i++)
        {
            nap.Wait(TimeSpan.FromMilliseconds(1));
        }

        lock (_lock)
        {
            return (_packets.Count, _packets.Count(p => p.AsSpan().IndexOf(wanted) >= 0), _dropped);
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _thread.Join();
    }

    private void Receive()
    {
        var buffer = new byte[65536];
        while (true)
        {
            try
            {
                if (_socket.Poll(PollTime, SelectMode.SelectRead))
                {
                    lock (_lock)
                    {
                        Keep(buffer.AsSpan(0, _socket.Receive(buffer)));
                    }
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock or SocketError.NetworkDown)
            {
                // Nothing passed just now.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> packet)
    {
        if (_bytes + packet.Length > MaximumBytes)
        {
            _dropped++;
            return;
        }

        _bytes += packet.Length;
        _packets.Add(packet.ToArray());
    }
}

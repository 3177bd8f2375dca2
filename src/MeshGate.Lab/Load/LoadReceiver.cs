using System.Net.Sockets;
using MeshGate.Lab.Captures;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Load;

/// <summary>Counts a load's packets where they arrive, on the wire.</summary>
internal sealed class LoadReceiver : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _mark;
    private readonly TimeProvider _time;
    private readonly double[] _latencies;
    private readonly Thread _thread;
    private int _received;
    private int _duplicates;

    internal LoadReceiver(NetworkNamespace network, byte[] mark, int packets, TimeProvider time)
    {
        (_mark, _time) = (mark, time);
        _latencies = new double[packets];
        Array.Fill(_latencies, -1);
        _socket = PacketSocket.Open(network, "eth0");
        _thread = new Thread(Receive) { IsBackground = true, Name = "load receiver", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Different packets received so far.</summary>
    internal int Received => Volatile.Read(ref _received);

    /// <summary>Packets received again.</summary>
    internal int Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>Seconds that each packet took; to be asked for when it is over.</summary>
    internal IEnumerable<double> Latencies => _latencies.Where(l => l >= 0);

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
                var length = _socket.Receive(buffer);
                var now = _time.GetTimestamp();
                if (LoadPacket.TryRead(buffer.AsSpan(0, length), _mark, out var number, out var sent) && number >= 0 && number < _latencies.Length)
                {
                    Note(number, _time.GetElapsedTime(sent, now).TotalSeconds);
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                // Nothing just now.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Note(int number, double latency)
    {
        if (_latencies[number] >= 0)
        {
            Interlocked.Increment(ref _duplicates);
            return;
        }

        _latencies[number] = Math.Max(latency, 0);
        Interlocked.Increment(ref _received);
    }
}

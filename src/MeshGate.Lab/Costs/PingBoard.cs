using System.Net;
using System.Net.Sockets;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Costs;

/// <summary>Pings many IPv4 addresses from one machine, each at the same interval and evenly spread over it, and counts the answers.</summary>
internal sealed class PingBoard : IDisposable
{
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly byte[] _request;
    private readonly byte[] _token;
    private readonly IReadOnlyList<IPEndPoint> _to;
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _sending;
    private readonly Task _receiving;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, long> _heardAt;
    private TimeSpan _longestSilence;
    private int _answers;

    internal PingBoard(NetworkNamespace from, IReadOnlyList<IPAddress> to, TimeSpan interval, TimeProvider time)
    {
        (_time, _to) = (time, [.. to.Select(address => new IPEndPoint(address, 0))]);
        _request = IcmpEcho.Request(ipv4: true, out _token);
        var now = time.GetTimestamp();
        _heardAt = to.ToDictionary(address => address, _ => now);
        _socket = from.CreateSocket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        _sending = Task.Run(() => SendAsync(interval));
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>How many were sent.</summary>
    internal int Sent { get; private set; }

    /// <summary>The longest time in which an address did not answer, from the beginning until the end.</summary>
    internal TimeSpan LongestSilence
    {
        get
        {
            lock (_gate)
            {
                return _longestSilence;
            }
        }
    }

    /// <summary>Sends no more, and waits a second for what is on the way.</summary>
    /// <returns>How many were answered.</returns>
    internal async Task<int> StopAsync()
    {
        await _ends.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var end = _time.GetTimestamp();
        await Task.Delay(OnTheWay, _time);
        lock (_gate)
        {
            // One that is silent at the end was so until then.
            foreach (var heard in _heardAt.Values.Where(heard => heard < end))
            {
                Note(_time.GetElapsedTime(heard, end));
            }

            return _answers;
        }
    }

    public void Dispose()
    {
        _ends.Cancel();
        _socket.Dispose();
        _ends.Dispose();
    }

    private async Task SendAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(Beat, _time);
        var start = _time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(_ends.Token))
        {
            for (var due = (int)(_time.GetElapsedTime(start) / interval * _to.Count); Sent < due; Sent++)
            {
                try
                {
                    _socket.SendTo(_request, _to[Sent % _to.Count]);
                }
                catch (SocketException)
                {
                    // Without an answer it counts as lost.
                }
            }
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[2048];
        while (true)
        {
            try
            {
                var length = await _socket.ReceiveAsync(buffer);
                if (IcmpEcho.IsReply(buffer.AsSpan(0, length), ipv4: true, _token))
                {
                    Take(new IPAddress(buffer.AsSpan(12, 4)));
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier send; the socket stays good.
            }
        }
    }

    private void Take(IPAddress from)
    {
        lock (_gate)
        {
            _answers++;
            var now = _time.GetTimestamp();
            if (_heardAt.TryGetValue(from, out var heard))
            {
                Note(_time.GetElapsedTime(heard, now));
                _heardAt[from] = now;
            }
        }
    }

    private void Note(TimeSpan silence) => _longestSilence = silence > _longestSilence ? silence : _longestSilence;
}

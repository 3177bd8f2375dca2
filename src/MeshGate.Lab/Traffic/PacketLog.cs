namespace MeshGate.Lab.Traffic;

/// <summary>When each numbered packet of a stream was sent and received, by one clock; safe to use from several threads.</summary>
/// <param name="interval">The time between two packets as planned.</param>
/// <param name="time">The clock, which starts at zero now.</param>
public sealed class PacketLog(TimeSpan interval, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly List<TimeSpan> _sent = [];
    private readonly List<TimeSpan> _received = [];
    private int _duplicates;

    /// <summary>The time since the log began.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>How long it is until the packet of that number is due; zero where it is late.</summary>
    public TimeSpan UntilDue(int number)
    {
        var wait = (number * interval) - Now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>Notes that the next packet is sent now.</summary>
    public void Sent()
    {
        lock (_lock)
        {
            _sent.Add(Now);
            _received.Add(TimeSpan.MinValue);
        }
    }

    /// <summary>Notes that a packet came; a number that was never sent is left out.</summary>
    public void Received(int number, TimeSpan now)
    {
        lock (_lock)
        {
            if (number < 0 || number >= _received.Count)
            {
                return;
            }

            if (_received[number] >= TimeSpan.Zero)
            {
                _duplicates++;
            }
            else
            {
                _received[number] = now;
            }
        }
    }

    /// <summary>What became of the packets; those sent later than <paramref name="onTheWay"/> ago that did not come do not count yet.</summary>
    public StreamStatistics Judge(TimeSpan onTheWay)
    {
        lock (_lock)
        {
            var horizon = Now - onTheWay;
            var count = _sent.Count;
            while (count > 0 && _sent[count - 1] > horizon && _received[count - 1] < TimeSpan.Zero)
            {
                count--;
            }

            return StreamStatistics.Judge(_sent.GetRange(0, count), _received.GetRange(0, count), _duplicates, interval);
        }
    }

    /// <summary>How many packets were sent and came in each part of the time so far.</summary>
    public StreamTimeline Timeline(TimeSpan width)
    {
        lock (_lock)
        {
            return StreamTimeline.Of(_origin, width, _sent, _received);
        }
    }

    /// <summary>Whether all that was sent came.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_lock)
            {
                return _received.TrueForAll(received => received >= TimeSpan.Zero);
            }
        }
    }
}

namespace MeshGate.Lab.Links;

/// <summary>
/// A link between two devices, in user space: holds packets back, lets them pass at a rate, and loses some. One thread does all of it,
/// allocates nothing on the way, and is preferred to all ordinary ones where the kernel grants that.
/// </summary>
public sealed class LinkForwarder : IDisposable
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(200);
    private readonly TimeProvider _time;
    private readonly TunDevice[] _devices;
    private readonly LinkDirection[] _directions;
    private readonly Thread _thread;
    private readonly long _origin;
    private volatile LinkState _state = new(new LinkSpec(), IsCut: false);
    private volatile bool _isEnding;

    /// <summary>Begins to forward, without delay or loss at first. The devices are its own from now on.</summary>
    /// <param name="one">One end.</param>
    /// <param name="other">The other end.</param>
    /// <param name="random">Where losses and jitter are drawn from.</param>
    /// <param name="time">The clock.</param>
    public LinkForwarder(TunDevice one, TunDevice other, Random random, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(time);
        (_time, _devices, _origin) = (time, [one, other], time.GetTimestamp());
        _directions = [new LinkDirection(one, other, random, Now), new LinkDirection(other, one, random, Now)];
        _thread = new Thread(Forward) { IsBackground = true, Name = "link" };
        _thread.Start();
    }

    /// <summary>Changes the link. Every packet that enters from now on meets the new values; a cut takes along what is on the way.</summary>
    public void Apply(LinkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _state = state;
    }

    /// <summary>What it did so far.</summary>
    public LinkReport Report()
    {
        var late = new Lateness();
        foreach (var direction in _directions)
        {
            late.Add(direction.Late);
        }

        return new LinkReport(
            _directions.Sum(d => d.Delivered),
            _directions.Sum(d => d.Lost),
            _directions.Sum(d => d.Cut),
            _directions.Sum(d => d.Refused),
            _directions.Sum(d => d.Overrun),
            late.Quantile(0.5),
            late.Quantile(0.99));
    }

    /// <summary>Ends it; what is on the way is lost.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
        foreach (var device in _devices)
        {
            device.Dispose();
        }
    }

    private TimeSpan Now() => _time.GetElapsedTime(_origin);

    private void Forward()
    {
        LinkSystemCalls.Prefer();
        Span<LinkSystemCalls.PollEntry> entries = stackalloc LinkSystemCalls.PollEntry[_devices.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new LinkSystemCalls.PollEntry { Descriptor = _devices[i].Descriptor, Wanted = LinkSystemCalls.Readable };
        }

        LinkState? applied = null;
        while (!_isEnding)
        {
            Sleep(entries);
            if (_state is var state && !ReferenceEquals(state, applied))
            {
                foreach (var direction in _directions)
                {
                    direction.Apply(state);
                }

                applied = state;
            }

            for (var i = 0; i < entries.Length; i++)
            {
                _directions[i].Write();
                if ((entries[i].Found & LinkSystemCalls.Readable) != 0)
                {
                    _directions[i].Read();
                }
                else if (entries[i].Found != 0)
                {
                    // The device is gone, with its namespace; poll takes no notice of a descriptor below zero.
                    entries[i].Descriptor = -1;
                }
            }
        }
    }

    private void Sleep(Span<LinkSystemCalls.PollEntry> entries)
    {
        var sleep = LongestSleep;
        foreach (var direction in _directions)
        {
            if (direction.NextArrival is { } arrival && arrival - Now() is var wait && wait < sleep)
            {
                sleep = wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }
        }

        // A call that fails finds nothing, and the next one is soon.
        var timeout = new LinkSystemCalls.PollTime { Seconds = 0, Nanoseconds = sleep.Ticks * TimeSpan.NanosecondsPerTick };
        if (LinkSystemCalls.Poll(entries, (nuint)entries.Length, timeout, 0) <= 0)
        {
            foreach (ref var entry in entries)
            {
                entry.Found = 0;
            }
        }
    }
}

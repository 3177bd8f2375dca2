namespace MeshGate.Core.Health;

/// <summary>
/// Watches the path in use to one peer by hellos through the tunnel. What is received proves the reverse direction alone; the path is up
/// when the peer says that it hears us. So a path that died one way is noticed as soon as one that died both ways, at both ends. The
/// time-out adapts to how often both ends send and to the round trip, below a ceiling. A function of the calls made to it, for one
/// thread; allocates nothing after it was made.
/// </summary>
public sealed partial class HelloSession
{
    private readonly TimeSpan[] _sentAt = new TimeSpan[64];
    private readonly uint _session;
    private readonly bool _isControlling;
    private uint _sequence;
    private uint _acknowledged;
    private uint _countedFrom = 1;
    private uint _peerSession;
    private uint _sequenceBeforeMove;
    private HeardWindow _heard = HeardWindow.First(0);
    private HeardWindow _told = HeardWindow.First(0);
    private TimeSpan _heardAt;
    private TimeSpan _provenAt;
    private TimeSpan _peerInterval = HelloTimers.IdleInterval;
    private TimeSpan _nextAt;
    private TimeSpan _suspectSince;
    private TimeSpan? _answeredAt;
    private int _burst;
    private int _move;
    private bool _isActive;
    private bool _isMoved;
    private bool _peerIsActive;
    private RoundTripEstimate _roundTrip;

    /// <summary>Begins to watch.</summary>
    /// <param name="session">Drawn at random by each start, not 0.</param>
    /// <param name="isControlling">Whether this end goes on asking where the other falls silent; exactly one end of a pair does.</param>
    /// <param name="settings">How closely to watch.</param>
    /// <param name="now">Monotonic time.</param>
    public HelloSession(uint session, bool isControlling, HelloSettings settings, TimeSpan now)
        => (_session, _isControlling, Settings, _nextAt, _heardAt, _provenAt) = (session, isControlling, settings, now, now, now);

    /// <summary>How closely the path is watched.</summary>
    public HelloSettings Settings { get; set; }

    /// <summary>Whether the session carries traffic. That it begins to is told the peer at once, which watches more closely from then on.</summary>
    public bool IsActive
    {
        get => _isActive;
        set
        {
            if (value && !_isActive)
            {
                _nextAt = TimeSpan.Zero;
            }

            _isActive = value;
        }
    }

    /// <summary>Whether neither end says that it carries traffic, so that hellos go at the idle interval.</summary>
    public bool IsSlow => !IsActive && !_peerIsActive;

    /// <summary>What is concluded so far.</summary>
    public HelloVerdict Verdict { get; private set; }

    /// <summary>When the peer last said something new about what it heard: after that the path may have stopped.</summary>
    public TimeSpan ProvenAt => _provenAt;

    /// <summary>The number of the latest move; what is concluded is about the path that it led to.</summary>
    public int Move { get => _move; init => _move = value; }

    /// <summary>How well the path carries packets.</summary>
    public PathQuality Quality => new(_roundTrip.IsKnown ? _roundTrip.Smoothed : null, _roundTrip.Variation, (double)Math.Max(_heard.Missing(32), _told.Missing(32)) / 32);

    /// <summary>When <see cref="Judge"/> or <see cref="Send"/> next has something to do.</summary>
    public TimeSpan NextDue
    {
        get
        {
            TimeSpan due = JudgeAt();
            return due < _nextAt ? due : _nextAt;
        }
    }

    /// <summary>Whether a hello is due.</summary>
    public bool IsDue(TimeSpan now) => now >= _nextAt;

    /// <summary>Takes a hello of the peer's.</summary>
    /// <returns>Whether one is to be sent back at once.</returns>
    public bool Receive(in Hello hello, TimeSpan now)
    {
        if (hello.Session != _peerSession)
        {
            // A new start of the peer's: what it heard and was heard before says nothing any more.
            _peerSession = hello.Session;
            _heard = HeardWindow.First(hello.Sequence);
            _told = HeardWindow.First(0);
            _heardAt = now;
        }
        else
        {
            _heard = _heard.Take(hello.Sequence, out bool isNewest);
            if (!isNewest)
            {
                return false;
            }

            _heardAt = now;
            if (_isMoved)
            {
                // What was lost on the path that was left says nothing about this one.
                _heard = HeardWindow.First(hello.Sequence);
            }
        }

        _peerIsActive = hello.IsActive;
        _peerInterval = hello.Interval < HelloTimers.SlowestInterval ? hello.Interval : HelloTimers.SlowestInterval;
        if (hello.HeardSession == _session)
        {
            Acknowledge(hello, now);
        }

        TimeSpan interval = Interval(now);
        if (_nextAt - now > interval)
        {
            _nextAt = now + interval;
        }

        if (!hello.IsPoll || now - _answeredAt < HelloTimers.AnswerSpacing)
        {
            return false;
        }

        _answeredAt = now;
        return true;
    }

    /// <summary>Makes the next hello.</summary>
    public Hello Send(TimeSpan now)
    {
        _sequence++;
        if (_sequence == 0)
        {
            _sequence = 1;
        }

        _sentAt[_sequence % 64] = now;
        bool isBurst = Verdict == HelloVerdict.Suspect && _burst < HelloTimers.BurstLength;
        _burst += isBurst ? 1 : 0;
        TimeSpan interval = Interval(now);
        _nextAt = Verdict == HelloVerdict.Suspect && _burst < HelloTimers.BurstLength ? now + HelloTimers.BurstInterval
            : IsSlow ? OnGrid((now - _nextAt < interval ? _nextAt : now) + interval)
            : now + interval;
        return new Hello
        {
            Session = _session,
            Sequence = _sequence,
            HeardSession = _peerSession,
            Heard = _heard.Highest,
            HeardBefore = _heard.Before,
            Held = now - _heardAt,
            Interval = interval,
            IsPoll = Verdict == HelloVerdict.Suspect,
            IsActive = IsActive,
            State = Verdict switch
            {
                HelloVerdict.Unknown => HelloState.Opening,
                HelloVerdict.Suspect => HelloState.Suspect,
                HelloVerdict.Silent => HelloState.Down,
                _ => HelloState.Up,
            },
        };
    }

    /// <summary>Concludes; to be called after everything that waited at the socket was taken in.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="late">By how much this end itself was late to look: that time proves nothing about the peer.</param>
    public HelloVerdict Judge(TimeSpan now, TimeSpan late)
    {
        if (late > TimeSpan.Zero)
        {
            _provenAt = Later(_provenAt + late, now);
            _suspectSince = Later(_suspectSince + late, now);
        }

        if (now < JudgeAt())
        {
            return Verdict;
        }

        if (Verdict is HelloVerdict.Up or HelloVerdict.Lossy)
        {
            Suspect(now);
        }
        else if (Verdict == HelloVerdict.Suspect)
        {
            Verdict = HelloVerdict.Silent;
            _nextAt = now + Interval(now);
        }

        return Verdict;
    }

    /// <summary>The session was moved to another path: it is asked at once whether it carries hellos, and losses count from here.</summary>
    /// <param name="move">The number of the move, to tell verdicts before it from those after it.</param>
    /// <param name="roundTrip">What is known of the other path's round trip; null for nothing.</param>
    /// <param name="now">Monotonic time.</param>
    public void Moved(int move, TimeSpan? roundTrip, TimeSpan now)
    {
        _move = move;
        if (Verdict == HelloVerdict.Unknown)
        {
            return;
        }

        _countedFrom = _sequence + 1;
        _heard = HeardWindow.First(_heard.Highest);
        _told = HeardWindow.First(_told.Highest);
        _provenAt = now;
        _sequenceBeforeMove = _sequence;
        _roundTrip = roundTrip is { } known ? default(RoundTripEstimate).Take(known) : default;
        Suspect(now);
        _isMoved = true;
    }

    private void Acknowledge(in Hello hello, TimeSpan now)
    {
        uint age = _sequence - hello.Heard;
        if (hello.Heard == 0 || age >= 64)
        {
            return;
        }

        if (Verdict == HelloVerdict.Silent)
        {
            // That nothing passed for a while was known; only what happens from now on is news.
            _countedFrom = hello.Heard;
            _heard = HeardWindow.First(_heard.Highest);
        }

        CountLosses(hello);
        if ((int)(hello.Heard - _acknowledged) <= 0 && _acknowledged != 0)
        {
            return;
        }

        _acknowledged = hello.Heard;
        TimeSpan sample = now - _sentAt[hello.Heard % 64] - hello.Held;
        if (sample > TimeSpan.Zero)
        {
            _roundTrip = _roundTrip.Take(sample);
        }

        // After a move only what was sent since proves the new path.
        if (_isMoved && (int)(hello.Heard - _sequenceBeforeMove) <= 0)
        {
            return;
        }

        _isMoved = false;
        _provenAt = now;
        Verdict = IsLossy() ? HelloVerdict.Lossy : HelloVerdict.Up;
    }

    private void CountLosses(in Hello hello)
    {
        // What was sent before the path was taken, or before the peer first heard us, is nobody's loss.
        uint counted = hello.Heard - _countedFrom + 1;
        uint before = counted >= 32 || (int)counted < 0 ? 0 : uint.MaxValue << (int)counted;
        _told = new HeardWindow(hello.Heard, hello.HeardBefore | before);
    }

    private bool IsLossy()
    {
        int lost = Math.Max(_told.Missing(HelloTimers.LossWindow), _heard.Missing(HelloTimers.LossWindow));
        return lost >= (Verdict == HelloVerdict.Lossy ? HelloTimers.LossRecovered + 1 : HelloTimers.LossLimit);
    }

    private void Suspect(TimeSpan now)
    {
        Verdict = HelloVerdict.Suspect;
        _suspectSince = now;
        _burst = 0;
        _nextAt = now;
    }
}

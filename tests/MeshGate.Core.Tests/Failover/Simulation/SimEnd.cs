using System.Diagnostics.CodeAnalysis;
using MeshGate.Core.Failover;
using MeshGate.Core.Health;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Failover.Simulation;

/// <summary>One end: a WireGuard that roams, path checks, hellos and the failover between them.</summary>
[SuppressMessage("Security", "CA5394", Justification = "A simulation has to be repeatable.")]
internal sealed class SimEnd
{
    /// <summary>How long a call of <c>wg</c> or <c>nft</c> takes.</summary>
    private static readonly TimeSpan Process = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LeastAbsence = TimeSpan.FromSeconds(1);

    private readonly SimClock _clock;
    private readonly SimPath[] _paths;
    private readonly Random _random;
    private readonly FailoverBlock _settings;
    private readonly int _direction;
    private readonly TimeSpan?[] _answeredAt;
    private readonly TimeSpan[] _pinnedUntil;
    private readonly int[] _pinnedTo;
    private readonly TimeSpan?[] _heldSince;
    private TimeSpan _wakeAt = TimeSpan.MaxValue;
    private TimeSpan? _tickAt;
    private HelloVerdict _verdict;
    private int _current;
    private TimeSpan _usedAt;

    public SimEnd(SimClock clock, SimPath[] paths, Random random, FailoverBlock settings, bool isControlling)
    {
        (_clock, _paths, _random, _settings) = (clock, paths, random, settings);
        _direction = isControlling ? 0 : 1;
        _pinnedTo = new int[paths.Length];
        (_answeredAt, _pinnedUntil, _heldSince) = (new TimeSpan?[paths.Length], new TimeSpan[paths.Length], new TimeSpan?[paths.Length]);
        var hellos = new HelloSettings { ActiveInterval = settings.ActiveInterval, Ceiling = settings.FailoverTimeout };
        Hello = new HelloSession((uint)random.Next(1, int.MaxValue), isControlling, hellos, clock.Now) { IsActive = true };
        State = PathFailover.Create(isControlling);
    }

    public SimEnd Peer { get; set; } = null!;

    public HelloSession Hello { get; }

    public FailoverState State { get; private set; }

    /// <summary>Where WireGuard sends.</summary>
    public int Endpoint { get; private set; }

    public int Switches { get; private set; }

    public List<TimeSpan> Gaps { get; } = [];

    public List<TimeSpan> Arrivals { get; } = [];

    /// <summary>What <see cref="PathFailover"/> is told of the rest of the node.</summary>
    public Func<bool> MayStart { get; set; } = () => true;

    public void Start()
    {
        _clock.In(TimeSpan.FromMilliseconds(_random.Next(100)), Wake);
        _clock.In(TimeSpan.FromMilliseconds(_random.Next(1000)), CheckStandbys);
        _clock.In(TimeSpan.FromMilliseconds(_random.Next(1000)), ReadDevice);
    }

    public void SendStream(TimeSpan interval)
    {
        SendThroughTunnel(null);
        _clock.In(interval, () => SendStream(interval));
    }

    private void SendThroughTunnel(Hello? hello)
    {
        SimPath path = _paths[Endpoint];
        if (path.Carry(_direction) is { } time)
        {
            _clock.In(time, () => Peer.ReceiveFromTunnel(path.Index, hello));
        }
    }

    private void ReceiveFromTunnel(int path, Hello? hello)
    {
        // WireGuard follows the source of every authenticated packet, or what stands there instead.
        Endpoint = _pinnedUntil[path] > _clock.Now ? _pinnedTo[path] : path;
        if (hello is not { } heard)
        {
            Arrivals.Add(_clock.Now);
            return;
        }

        if (Hello.Receive(heard, _clock.Now))
        {
            SendThroughTunnel(Hello.Send(_clock.Now));
        }

        Tell();
        Schedule();
    }

    private void Wake()
    {
        TimeSpan late = _clock.Now - _wakeAt;
        _wakeAt = TimeSpan.MaxValue;
        Hello.Judge(_clock.Now, late > TimeSpan.FromMilliseconds(20) ? late : TimeSpan.Zero);
        Tell();
        if (Hello.IsDue(_clock.Now))
        {
            SendThroughTunnel(Hello.Send(_clock.Now));
        }

        Step(new FailoverEvent.Tick());
        Schedule();
    }

    private void Schedule()
    {
        if (Hello.NextDue < _wakeAt)
        {
            TimeSpan due = Hello.NextDue;
            _wakeAt = due;
            var late = TimeSpan.FromMilliseconds(_random.Next(1000) == 0 ? 60 : _random.NextDouble() * 2);
            _clock.At(due + late, () =>
            {
                if (_wakeAt == due)
                {
                    Wake();
                }
            });
        }
    }

    private void Tell()
    {
        if (Hello.Verdict != _verdict)
        {
            _verdict = Hello.Verdict;
            Step(new FailoverEvent.Judged(_verdict, Hello.ProvenAt, Hello.Move));
        }
    }

    private void CheckStandbys()
    {
        CheckOthers();
        Learn();
        _clock.In(FailoverTimers.Standby, CheckStandbys);
    }

    private void CheckOthers()
    {
        foreach (SimPath path in _paths.Where(path => path.Index != _current))
        {
            Check(path.Index, isUse: false);
        }
    }

    /// <summary>A STUN request and its answer, which no pin stops.</summary>
    private void Check(int index, bool isUse)
    {
        SimPath path = _paths[index];
        if (path.Carry(_direction) is { } there)
        {
            _clock.In(there, () =>
            {
                Peer.HandleCheck(index, isUse);
                if (path.Carry(1 - _direction) is { } back)
                {
                    _clock.In(back, () => Answer(index, isUse));
                }
            });
        }
    }

    private void Answer(int index, bool isUse)
    {
        _answeredAt[index] = _clock.Now;
        if (isUse && index < _current && _heldSince[index] is null)
        {
            Use(index);
        }

        Learn();
    }

    private void HandleCheck(int index, bool isUse)
    {
        if (!isUse || index == _current)
        {
            return;
        }

        if (State.IsControlling)
        {
            Step(new FailoverEvent.PeerMoved(_paths[index].Address));
        }
        else if (_answeredAt[index] is { } answered && _clock.Now - answered < FailoverTimers.Fresh
            && !(answered - _heldSince[index] < LeastAbsence))
        {
            Use(index);
            Learn();
        }
    }

    /// <summary>Has the endpoint set: the session is on that path from then on.</summary>
    private void Use(int index)
    {
        _current = index;
        _usedAt = _clock.Now;
        Switches++;
        _clock.In(Process * (0.5 + _random.NextDouble()), () =>
        {
            Endpoint = index;
            Check(index, isUse: true);
        });
    }

    private void ReadDevice()
    {
        // What is being set is not there yet.
        if (Endpoint != _current && _clock.Now - _usedAt > Process * 2 && _heldSince[Endpoint] is null)
        {
            _current = Endpoint;
            Learn();
        }

        _clock.In(TimeSpan.FromSeconds(1), ReadDevice);
    }

    private void Learn() => Step(new FailoverEvent.PathsKnown(
        [.. _paths.Select(path => new FailoverPath(path.Address, path.Tier) { AnsweredAt = _answeredAt[path.Index], RoundTrip = path.Delay * 2 })],
        _paths[_current].Address));

    private void Step(FailoverEvent happened)
    {
        FailoverStep step = PathFailover.Step(State, happened, _settings, MayStart(), _clock.Now);
        State = step.State;
        foreach (FailoverEffect effect in step.Effects)
        {
            Apply(effect);
        }

        if (PathFailover.NextDue(State, _settings, _clock.Now) is { } due && due != _tickAt)
        {
            _tickAt = due;
            _clock.At(due, () => Step(new FailoverEvent.Tick()));
        }
    }

    private void Apply(FailoverEffect effect)
    {
        switch (effect)
        {
            case FailoverEffect.Probe:
                for (int i = 0; i < 4; i++)
                {
                    _clock.In(TimeSpan.FromMilliseconds(100 * i), CheckOthers);
                }

                break;
            case FailoverEffect.Switch move when IndexOf(move.To) != _current:
                Use(IndexOf(move.To));
                break;
            case FailoverEffect.Watch watch:
                _clock.In(Process * 1.5, () =>
                {
                    Hello.Moved(watch.Move, watch.Path.RoundTrip, _clock.Now);
                    Tell();
                    Schedule();
                });
                break;
            case FailoverEffect.Pin pin:
                _clock.In(Process, () => (_pinnedUntil[IndexOf(pin.Against)], _pinnedTo[IndexOf(pin.Against)]) = (_clock.Now + pin.For, IndexOf(pin.Instead)));
                break;
            case FailoverEffect.Unpin unpin:
                _clock.In(Process, () => _pinnedUntil[IndexOf(unpin.Against)] = TimeSpan.Zero);
                break;
            case FailoverEffect.Hold hold:
                _heldSince[IndexOf(hold.Path)] = _clock.Now;
                break;
            case FailoverEffect.Release release:
                _heldSince[IndexOf(release.Path)] = null;
                if (State.IsControlling && IndexOf(release.Path) < _current)
                {
                    Check(IndexOf(release.Path), isUse: true);
                }

                break;
            case FailoverEffect.Completed completed:
                Gaps.Add(completed.Gap);
                break;
        }
    }

    private int IndexOf(System.Net.IPEndPoint address) => Array.FindIndex(_paths, path => path.Address.Equals(address));
}

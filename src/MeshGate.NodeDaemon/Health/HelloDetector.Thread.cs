using MeshGate.Core.Health;
using MeshGate.NodeDaemon.Agent;
using MeshGate.Traversal.Hellos;

namespace MeshGate.NodeDaemon.Health;

/// <content>What its thread does.</content>
public sealed partial class HelloDetector
{
    private void Run(CancellationToken cancellationToken)
    {
        using var link = _link;
        while (!cancellationToken.IsCancellationRequested)
        {
            _lateness.Turn(Now);
            var wait = Turn();
            if (_isUrgent && link.Socket is { } socket)
            {
                socket.Wait(wait);
            }
            else if (wait > TimeSpan.Zero)
            {
                _alarm.Sleep(wait);
            }
        }
    }

    /// <summary>Takes in what waits, then concludes, then sends; returns how long there is nothing to do.</summary>
    private TimeSpan Turn()
    {
        lock (_gate)
        {
            var now = Now;
            if (_all.Length > 0)
            {
                _link.Open(now);
            }

            for (var mayBeMore = true; mayBeMore && _link.Socket is { } socket;)
            {
                mayBeMore = socket.Receive();
                for (var i = 0; i < socket.Received; i++)
                {
                    if (HelloCodec.TryRead(socket.Read(i, out var source, out var age), out var hello))
                    {
                        Take(source, hello, now - age);
                    }
                }
            }

            if (now >= _lookAt)
            {
                Look(now, _lookAt > TimeSpan.Zero ? now - _lookAt : TimeSpan.Zero);
            }

            _link.Flush();
            var wait = _lookAt - now;
            var longest = _isUsed ? LongestUsedWait : HelloTimers.IdleGrid;
            return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < longest ? wait : longest;
        }
    }

    private void Take(UInt128 source, in Hello hello, TimeSpan at)
    {
        var isWatched = _byAddress.TryGetValue(source, out var watched);
        Count(source, isWatched);
        if (watched is null)
        {
            return;
        }

        if (watched.Session.Receive(hello, at))
        {
            Send(watched, Now);
        }

        _isUsed |= !watched.Session.IsSlow;
        Tell(watched, Now);
        if (watched.Session.NextDue < _lookAt)
        {
            _lookAt = watched.Session.NextDue;
        }
    }

    private void Look(TimeSpan now, TimeSpan late)
    {
        _lookAt = TimeSpan.MaxValue;
        (_isUrgent, _isUsed) = (false, false);
        foreach (var watched in _all)
        {
            watched.Session.Judge(now, late > Lateness ? late : TimeSpan.Zero);
            Tell(watched, now);
            Serve(watched, now);
            _isUrgent |= watched.Session.Verdict == HelloVerdict.Suspect;
            _isUsed |= !watched.Session.IsSlow;
            if (watched.Session.NextDue < _lookAt)
            {
                _lookAt = watched.Session.NextDue;
            }
        }
    }

    private void Serve(WatchedSession watched, TimeSpan now)
    {
        var early = watched.Session.Verdict == HelloVerdict.Suspect ? TimeSpan.Zero : Earliness;
        if (watched.Session.IsDue(now + early))
        {
            Send(watched, now);
        }
    }

    private void Send(WatchedSession watched, TimeSpan now)
    {
        Span<byte> bytes = stackalloc byte[HelloCodec.Length];
        HelloCodec.Write(bytes, watched.Session.Send(now));
        if (_link.Socket is not null)
        {
            Count(HelloSocket.KeyOf(watched.Target.Address), isWatched: true);
            _link.Send(watched, bytes);
        }
    }

    private void Count(UInt128 address, bool isWatched)
    {
        _counts.Add(address, isWatched);
        Volatile.Write(ref _packets, _packets + 1);
    }

    private void Tell(WatchedSession watched, TimeSpan now)
    {
        var verdict = watched.Session.Verdict;
        if (verdict != watched.Told)
        {
            watched.Told = verdict;
            var quality = watched.Session.Quality;
            logger.Judged(watched.Target.Name, verdict, (now - watched.Session.ProvenAt).TotalMilliseconds, quality.RoundTrip?.TotalMilliseconds, quality.Jitter.TotalMilliseconds);
            _post?.Invoke(new AgentEvent.HelloJudged(watched.Target.Name, verdict, now - watched.Session.ProvenAt, watched.Session.Move));
        }
    }
}

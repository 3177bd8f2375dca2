using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using MeshGate.Kubernetes.Telemetry;

namespace MeshGate.Kubernetes.Queues;

/// <summary>
/// Keys to work on. A key that waits is held once, however often it is added; a key that is worked on is not handed out again
/// before <see cref="Done"/>, and then at once if it was added meanwhile. Safe for concurrent use.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly WorkQueueOptions _options;
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly Dictionary<TKey, long> _waiting = [];
    private readonly Dictionary<TKey, (long Since, TimeSpan Waited)> _working = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly DelayedKeys<TKey> _delayed = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private readonly long _start;
    private readonly WorkQueueTelemetry _telemetry;
    private bool _closed;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="time">The clock of delays.</param>
    /// <param name="options">Name and delays.</param>
    /// <param name="metrics">Is told of adds, retries and work.</param>
    public WorkQueue(TimeProvider time, WorkQueueOptions? options = null, RuntimeMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
        _options = options ?? new WorkQueueOptions();
        _timer = time.CreateTimer(_ => ReleaseDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _telemetry = new WorkQueueTelemetry(metrics, _options.Name, Read);
    }

    /// <summary>Keys that wait to be handed out now; delayed ones are not counted.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>How long the oldest work has been under way; zero when nothing is worked on.</summary>
    public TimeSpan LongestWork => Read().LongestWork;

    /// <summary>Adds a key for now; a delayed add of the same key is thereby satisfied. Nothing happens after <see cref="ShutDown"/>.</summary>
    public void Add(TKey key)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _delayed.Remove(key);
                Enqueue(key);
            }
        }
    }

    /// <summary>Adds a key after a delay; of several delays for one key the one that ends soonest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        lock (_gate)
        {
            if (!_closed && !_waiting.ContainsKey(key) && _delayed.Add(key, Now() + delay))
            {
                Arm();
            }
        }
    }

    /// <summary>Adds a key after a delay that doubles with each call until <see cref="Forget"/>.</summary>
    public void AddRateLimited(TKey key)
    {
        TimeSpan delay;
        _telemetry.Retried();
        lock (_gate)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            delay = TimeSpan.FromTicks((long)Math.Min(_options.MaxDelay.Ticks, _options.BaseDelay.Ticks * Math.Pow(2, Math.Min(failures, 62))));
        }

        AddAfter(key, delay);
    }

    /// <summary>Forgets a key's failures.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Waits for a key. <see cref="Done"/> must be called for each. False, once the queue is shut down and empty.</summary>
    public async ValueTask<(bool HasKey, TKey? Key)> TakeAsync(CancellationToken cancellationToken)
    {
        while (await _ready.Reader.WaitToReadAsync(cancellationToken))
        {
            if (TryTake(out var key))
            {
                return (true, key);
            }
        }

        return (false, default);
    }

    /// <summary>How long a key that is worked on waited to be handed out; zero for any other.</summary>
    public TimeSpan WaitedBy(TKey key)
    {
        lock (_gate)
        {
            return _working.GetValueOrDefault(key).Waited;
        }
    }

    /// <summary>Ends the work on a key that <see cref="TakeAsync"/> handed out.</summary>
    public void Done(TKey key)
    {
        lock (_gate)
        {
            if (_working.Remove(key, out var work))
            {
                _telemetry.Worked(_time.GetElapsedTime(work.Since));
            }

            if (_waiting.ContainsKey(key))
            {
                _ready.Writer.TryWrite(key);
            }

            CompleteIfDrained();
        }
    }

    /// <summary>
    /// Takes no more keys and drops delayed ones. Keys already added are still handed out. The task completes when all of them are
    /// done; it does not complete if nobody takes them.
    /// </summary>
    public Task ShutDown()
    {
        lock (_gate)
        {
            _closed = true;
            _delayed.Clear();
            CompleteIfDrained();
        }

        return _drained.Task;
    }

    /// <summary>Stops the timer; use after <see cref="ShutDown"/>.</summary>
    public void Dispose()
    {
        _ = ShutDown();
        _timer.Dispose();
        _telemetry.Stop();
    }

    private bool TryTake([MaybeNullWhen(false)] out TKey key)
    {
        lock (_gate)
        {
            if (!_ready.Reader.TryRead(out key))
            {
                return false;
            }

            var now = _time.GetTimestamp();
            _waiting.Remove(key, out var since);
            var waited = _time.GetElapsedTime(since, now);
            _working.Add(key, (now, waited));
            _telemetry.Waited(waited);
            return true;
        }
    }

    private void Enqueue(TKey key)
    {
        if (!_waiting.TryAdd(key, _time.GetTimestamp()))
        {
            return;
        }

        _telemetry.Added();
        if (!_working.ContainsKey(key))
        {
            _ready.Writer.TryWrite(key);
        }
    }

    private void ReleaseDue()
    {
        lock (_gate)
        {
            while (_delayed.TryTakeDue(Now(), out var key))
            {
                Enqueue(key);
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (_delayed.NextDue is { } due)
        {
            var wait = due - Now();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void CompleteIfDrained()
    {
        if (_closed && _waiting.Count == 0 && _working.Count == 0)
        {
            _ready.Writer.TryComplete();
            _drained.TrySetResult();
        }
    }

    private QueueReadings Read()
    {
        lock (_gate)
        {
            return new QueueReadings(
                _waiting.Count, _delayed.Count, _working.Count == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_working.Values.Min(work => work.Since)));
        }
    }

    private TimeSpan Now() => _time.GetElapsedTime(_start);
}

using System.Collections.Concurrent;
using System.Net;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Threads;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>
/// The loop that owns the daemon's state: events come in through a queue, one at a time; between them it sleeps until a check or a
/// STUN request is due. After each batch it orders the machine and reports, both as whole values whose differences others compute.
/// </summary>
public sealed class MeshAgent(AgentState state, DaemonMetrics metrics, TimeProvider time)
{
    /// <summary>The longest sleep, whatever is due.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);

    /// <summary>A loop that sleeps for longer than this does not sleep.</summary>
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    /// <summary>The most datagrams that may wait.</summary>
    private const int MaxWaitingDatagrams = 4096;

    /// <summary>The most events between two looks at the clock: a flood of datagrams must not hold up what is due.</summary>
    private const int BatchSize = 256;

    private readonly ConcurrentQueue<AgentEvent> _events = new();
    private readonly Alarm _alarm = new(time);
    private readonly long _start = time.GetTimestamp();
    private long _turnedAt = time.GetTimestamp();
    private int _waitingDatagrams;
    private int _isAsleep;

    /// <summary>What is wrong with the loop itself; null for nothing.</summary>
    public string? Problem => time.GetElapsedTime(Volatile.Read(ref _turnedAt)) is var still && still > LongestStandstill ? $"the loop has stood still for {still.TotalSeconds:0} s" : null;

    /// <summary>Whether all that was posted is handled, and nothing is due yet.</summary>
    public bool IsIdle => _events.IsEmpty && _alarm.IsWaiting;

    /// <summary>Hands an event to the loop.</summary>
    public void Post(AgentEvent happened)
    {
        _events.Enqueue(happened);

        // Either this sees that the loop sleeps, or the loop sees the event before it does.
        if (Interlocked.CompareExchange(ref _isAsleep, 0, 1) == 1)
        {
            _alarm.Ring();
        }
    }

    /// <summary>Hands a datagram to the loop; it is lost if too many wait, as datagrams may be.</summary>
    public void Post(IPEndPoint from, ReadOnlyMemory<byte> message)
    {
        if (Interlocked.Increment(ref _waitingDatagrams) > MaxWaitingDatagrams)
        {
            Interlocked.Decrement(ref _waitingDatagrams);
            metrics.Refused("overload");
            return;
        }

        // Stamped on arrival: what it then waits for the loop is not the network's doing.
        Post(new AgentEvent.DatagramReceived(from, message.ToArray(), time.GetElapsedTime(_start)));
    }

    /// <summary>Hands on a message that came to a relay port; it is lost if too many wait.</summary>
    public void Post(int port, IPEndPoint from, ReadOnlyMemory<byte> message)
    {
        if (Interlocked.Increment(ref _waitingDatagrams) > MaxWaitingDatagrams)
        {
            Interlocked.Decrement(ref _waitingDatagrams);
            metrics.Refused("overload");
            return;
        }

        Post(new AgentEvent.RelayMessageReceived(port, from, message, time.GetElapsedTime(_start)));
    }

    /// <summary>Runs until cancelled, on a thread of its own: handed from thread to thread of the pool, each event would cost more than what it does.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => OwnThread.RunAsync("agent", () =>
    {
        using var cancellation = cancellationToken.Register(_alarm.Ring);
        while (!cancellationToken.IsCancellationRequested)
        {
            Turn();
        }
    });

    private void Turn()
    {
        for (var i = 0; i < BatchSize && _events.TryDequeue(out var happened); i++)
        {
            Handle(happened);
        }

        Volatile.Write(ref _turnedAt, time.GetTimestamp());
        var now = time.GetElapsedTime(_start);
        state.Tick(now);
        state.Publish(now);
        Sleep(state.NextDue - time.GetElapsedTime(_start) ?? LongestSleep);
    }

    private void Handle(AgentEvent happened)
    {
        if (happened is AgentEvent.DatagramReceived datagram)
        {
            Interlocked.Decrement(ref _waitingDatagrams);
            state.Handle(datagram, datagram.At);
        }
        else if (happened is AgentEvent.RelayMessageReceived relayed)
        {
            Interlocked.Decrement(ref _waitingDatagrams);
            state.Handle(relayed, relayed.At);
        }
        else
        {
            state.Handle(happened, time.GetElapsedTime(_start));
        }
    }

    /// <summary>Whatever is due, others run for a moment: a mistake in a due time must not become a busy loop.</summary>
    private static TimeSpan Clamp(TimeSpan span) => span < ShortestSleep ? ShortestSleep : span < LongestSleep ? span : LongestSleep;

    /// <summary>Sleeps until an event comes, or time is over.</summary>
    private void Sleep(TimeSpan span)
    {
        Interlocked.Exchange(ref _isAsleep, 1);
        if (_events.IsEmpty)
        {
            _alarm.Sleep(Clamp(span));
        }

        Volatile.Write(ref _isAsleep, 0);
    }
}

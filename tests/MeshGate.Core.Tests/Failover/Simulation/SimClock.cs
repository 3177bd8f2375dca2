namespace MeshGate.Core.Tests.Failover.Simulation;

/// <summary>Time that passes from one thing to the next.</summary>
internal sealed class SimClock
{
    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private long _order;

    public TimeSpan Now { get; private set; }

    public void At(TimeSpan time, Action happens) => _queue.Enqueue(happens, (Math.Max(time.Ticks, Now.Ticks), _order++));

    public void In(TimeSpan time, Action happens) => At(Now + time, happens);

    public void RunUntil(TimeSpan end)
    {
        while (_queue.TryPeek(out _, out (long At, long Order) next) && next.At <= end.Ticks)
        {
            Now = new TimeSpan(next.At);
            _queue.Dequeue()();
        }

        Now = end;
    }
}

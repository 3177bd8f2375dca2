using MeshGate.Core.Topology;

namespace MeshGate.Core.LoadBalancing;

/// <summary>A target as a balancer knows it: what is in use of it, how fast it answers, and its circuit breaker. Safe for concurrent use.</summary>
public sealed class LiveTarget
{
    private readonly Lock _measuring = new();
    private int _connections;
    private int _weight;
    private bool _isHealthy = true;
    private BreakerState _breaker;
    private LatencyEstimate? _latency;
    private double _latencyOrder = double.NaN;
    private TargetSeat? _seat;

    internal LiveTarget(string name)
    {
        Name = name;
        Hash = Rendezvous.Hash(name);
    }

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>Its share against others, 0 to 1000.</summary>
    public int Weight
    {
        get => Volatile.Read(ref _weight);
        internal set => Volatile.Write(ref _weight, value);
    }

    /// <summary>How often it was selected and not released yet.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Whether checks of its health succeed, as last told.</summary>
    public bool IsHealthy
    {
        get => Volatile.Read(ref _isHealthy);
        internal set => Volatile.Write(ref _isHealthy, value);
    }

    /// <summary>Its circuit breaker's phase.</summary>
    public BreakerPhase Breaker => State.Phase;

    /// <summary>How fast it answers; null before it was used.</summary>
    public LatencyEstimate? Latency
    {
        get
        {
            lock (_measuring)
            {
                return _latency;
            }
        }
    }

    internal ulong Hash { get; }

    /// <summary><see cref="LatencyEstimate.Order"/> from zero, read without a lock; not a number before it was used.</summary>
    internal double LatencyOrder => Volatile.Read(ref _latencyOrder);

    /// <summary>The breaker, which the balancer changes under its lock.</summary>
    internal BreakerState State
    {
        get
        {
            lock (_measuring)
            {
                return _breaker;
            }
        }

        set
        {
            lock (_measuring)
            {
                _breaker = value;
                IsCalm = value.IsCalm;
            }
        }
    }

    /// <summary>Whether its breaker has nothing to forget: read without a lock for each success.</summary>
    internal bool IsCalm { get; private set; } = true;

    /// <summary>Where it stands in the balancer's arrays; null once it was taken out.</summary>
    internal TargetSeat? Seat
    {
        get => Volatile.Read(ref _seat);
        set => Volatile.Write(ref _seat, value);
    }

    /// <summary>Whether it takes work: weighed, healthy, and with a closed breaker.</summary>
    internal bool IsUsable => Weight > 0 && IsHealthy && Breaker == BreakerPhase.Closed;

    internal bool TryTake(int limit)
    {
        if (Interlocked.Increment(ref _connections) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _connections);
        return false;
    }

    internal void GiveBack()
    {
        if (Interlocked.Decrement(ref _connections) < 0)
        {
            Interlocked.Increment(ref _connections);
            throw new InvalidOperationException($"{Name} was released more often than it was selected.");
        }
    }

    internal void Begin(TimeSpan now)
    {
        if (!double.IsNaN(LatencyOrder))
        {
            return;
        }

        lock (_measuring)
        {
            if (_latency is null)
            {
                Set(LatencyEstimate.Assumed(now));
            }
        }
    }

    internal void Measure(TimeSpan latency, TimeSpan now)
    {
        lock (_measuring)
        {
            Set((_latency ?? LatencyEstimate.Assumed(now)).After(latency, now));
        }
    }

    private void Set(LatencyEstimate latency)
    {
        _latency = latency;
        Volatile.Write(ref _latencyOrder, latency.Order(TimeSpan.Zero));
    }
}

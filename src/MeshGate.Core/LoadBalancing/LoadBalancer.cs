using System.Collections.Immutable;
using MeshGate.Core.LoadBalancing.Picking;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.LoadBalancing;

/// <summary>
/// Chooses one of several targets by a <see cref="LoadBalancingStrategy"/>. Those that are unhealthy, or whose circuit breaker is open, are left
/// out, but never all: when none is left, all are used. It holds no clock and no source of randomness: both come in. Safe for concurrent
/// use; selections take no lock (one of 256, with sticky sessions) and allocate nothing.
/// </summary>
public sealed class LoadBalancer
{
    // Who is full is met by chance alone, so few attempts find who is not; then all are looked at.
    private const int Attempts = 8;
    private static readonly TimeSpan LongestEpoch = LatencyEstimate.Window * 100_000;
    private static readonly TimeSpan TrialRetry = TimeSpan.FromMilliseconds(100);
    private readonly Lock _changing = new();
    private readonly LoadBalancerBlock _settings;
    private readonly StickySessions? _sticky;
    private readonly TurnCounter _turns = new();
    private readonly LoadTotal _total = new();
    private TargetPlan _plan;
    private long _nextTrial = long.MaxValue;

    /// <summary>Makes a balancer.</summary>
    /// <param name="settings">The strategy, the most connections of a target, sticky sessions, and the circuit breakers' threshold; a trial is let through after each <see cref="LoadBalancerBlock.HealthCheckInterval"/>.</param>
    /// <param name="targets">Those to choose from.</param>
    /// <param name="now">The time, by a clock that does not go back; as everywhere below.</param>
    public LoadBalancer(LoadBalancerBlock settings, IEnumerable<BalancedTarget> targets, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _sticky = settings.StickySessions ? new StickySessions(settings.StickyTimeout) : null;
        _plan = new TargetPlan(settings, [], null, _turns, _total, now);
        SetTargets(targets);
    }

    /// <summary>Those to choose from, in the order in which they were given.</summary>
    public ImmutableArray<LiveTarget> Targets => [.. Volatile.Read(ref _plan).Targets];

    /// <summary>64 evenly spread bits of a client's name. Cryptographic, and so for once, not for every selection.</summary>
    public static ulong HashOf(string client) => Rendezvous.Hash(client);

    /// <summary>Changes who is there. Targets of the same name keep what is known of them; what is in use of others may still be released.</summary>
    /// <exception cref="ArgumentException">Two have one name, or a weight is out of bounds.</exception>
    public void SetTargets(IEnumerable<BalancedTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        BalancedTarget[] wanted = [.. targets];
        if (wanted.Any(target => target.Weight is < 0 or > BalancedTarget.MaxWeight) || wanted.DistinctBy(target => target.Name, StringComparer.Ordinal).Count() != wanted.Length)
        {
            throw new ArgumentException($"Targets have different names, and weights of 0 to {BalancedTarget.MaxWeight}.", nameof(targets));
        }

        lock (_changing)
        {
            var known = _plan.Targets.ToDictionary(target => target.Name, StringComparer.Ordinal);
            LiveTarget[] live = Array.ConvertAll(wanted, target => known.Remove(target.Name, out LiveTarget? found) ? found : new LiveTarget(target.Name));
            for (int i = 0; i < live.Length; i++)
            {
                live[i].Weight = wanted[i].Weight;
            }

            foreach (LiveTarget gone in known.Values)
            {
                gone.Seat = null;
            }

            Replan(live, _plan.Epoch);
        }
    }

    /// <summary>Chooses a target and counts a connection to it, until <see cref="Release"/>.</summary>
    /// <param name="client">Who asks, as <see cref="HashOf"/> has it.</param>
    /// <param name="draw">64 random bits.</param>
    /// <param name="now">The time.</param>
    /// <returns>The target; null when there is none, or all have as many connections as they may.</returns>
    public LiveTarget? Select(ulong client, ulong draw, TimeSpan now)
    {
        if (now.Ticks >= Volatile.Read(ref _nextTrial) && TryTrial(now) is { } trial)
        {
            return trial;
        }

        TargetPlan plan = Volatile.Read(ref _plan);
        if (_sticky?.Find(client, now) is { } kept && TargetPlan.TakesPart(kept) && Take(kept, now))
        {
            return kept;
        }

        LiveTarget? chosen = Choose(plan, client, draw, now);
        if (chosen is not null)
        {
            _sticky?.Keep(client, chosen, now);
        }

        return chosen;
    }

    /// <summary>Ends a connection that <see cref="Select"/> counted.</summary>
    /// <exception cref="InvalidOperationException">The target has none.</exception>
    public void Release(LiveTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.GiveBack();
        Account(target, -1);
    }

    /// <summary>Tells that a target answered.</summary>
    /// <param name="target">The target.</param>
    /// <param name="latency">How long it took.</param>
    /// <param name="now">The time.</param>
    public void Succeeded(LiveTarget target, TimeSpan latency, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Measure(latency, now);
        if (!target.IsCalm)
        {
            Change(target, () => target.State = CircuitBreaker.Succeeded());
        }

        if (now - Volatile.Read(ref _plan).Epoch > LongestEpoch)
        {
            lock (_changing)
            {
                Replan(_plan.Targets, now);
            }
        }

        Account(target, 0);
    }

    /// <summary>Tells that a target failed. Failures in a row, as many as the threshold says, open its breaker.</summary>
    public void Failed(LiveTarget target, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_settings.CircuitBreaker)
        {
            Change(target, () => target.State = CircuitBreaker.Failed(target.State, _settings.CircuitBreakerThreshold, now));
        }
    }

    /// <summary>Tells whether checks of a target's health succeed.</summary>
    public void SetHealth(LiveTarget target, bool isHealthy)
    {
        ArgumentNullException.ThrowIfNull(target);
        Change(target, () => target.IsHealthy = isHealthy);
    }

    private void Change(LiveTarget target, Action change)
    {
        lock (_changing)
        {
            (bool, BreakerPhase) was = (target.IsHealthy, target.Breaker);
            change();
            if (was != (target.IsHealthy, target.Breaker))
            {
                Replan(_plan.Targets, _plan.Epoch);
            }
        }
    }

    private LiveTarget? Choose(TargetPlan plan, ulong client, ulong draw, TimeSpan now)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int index = plan.Pick(client, draw, attempt);
            if (index < 0)
            {
                break;
            }

            if (Take(plan.Targets[index], now))
            {
                return plan.Targets[index];
            }
        }

        foreach (LiveTarget target in plan.Targets)
        {
            if (TargetPlan.TakesPart(target) && Take(target, now))
            {
                return target;
            }
        }

        return null;
    }

    private bool Take(LiveTarget target, TimeSpan now)
    {
        if (!target.TryTake(_settings.MaxConnectionsPerNode))
        {
            return false;
        }

        if (_settings.Strategy == LoadBalancingStrategy.LeastLatency)
        {
            target.Begin(now);
        }

        Account(target, 1);
        return true;
    }

    private void Account(LiveTarget target, int change)
    {
        if (_settings.Strategy == LoadBalancingStrategy.ConsistentHash && change != 0)
        {
            _total.Add(change);
        }

        if (target.Seat is { } seat && seat.Plan.HasKeys)
        {
            seat.Plan.Update(seat.Index);
        }
    }

    private LiveTarget? TryTrial(TimeSpan now)
    {
        lock (_changing)
        {
            LiveTarget? due = Array.Find(_plan.Targets, target => TrialAt(target) <= now);
            if (due is null || !Take(due, now))
            {
                // One that is full is looked at again later, lest every selection takes the lock.
                Volatile.Write(ref _nextTrial, (now + TrialRetry).Ticks);
                return null;
            }

            due.State = CircuitBreaker.Trying(due.State, now);
            SetNextTrial();
            return due;
        }
    }

    private void Replan(LiveTarget[] targets, TimeSpan epoch)
    {
        var plan = new TargetPlan(_settings, targets, _plan, _turns, _total, epoch);
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i].Seat = new TargetSeat(plan, i);
        }

        // Only once whoever takes a target would tell this plan of it: so no count is missed.
        for (int i = 0; i < targets.Length && plan.HasKeys; i++)
        {
            plan.Update(i);
        }

        Volatile.Write(ref _plan, plan);
        SetNextTrial();
    }

    private void SetNextTrial() => Volatile.Write(ref _nextTrial, _plan.Targets.Min(target => TrialAt(target))?.Ticks ?? long.MaxValue);

    private TimeSpan? TrialAt(LiveTarget target)
        => target is { Weight: > 0, IsHealthy: true } ? CircuitBreaker.TrialAt(target.State, _settings.HealthCheckInterval) : null;
}

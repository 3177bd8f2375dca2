using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.Topology;
using k8s.Models;

namespace MeshGate.Operator.Heartbeats;

/// <summary>Watches the daemons' Leases, and asks for a plan when a node's liveness is no longer what the newest plan says.</summary>
[EntityRbac(typeof(V1Lease), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
public sealed class HeartbeatMonitor : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly IInformer<V1Lease> _leases;
    private readonly PlanStore _plans;
    private readonly CoalescingTrigger _trigger;
    private readonly TimeProvider _time;
    private readonly LivenessTracker _tracker;
    private readonly Dictionary<string, (string Uid, TimeSpan Since)> _watchedSince = new(StringComparer.Ordinal);
    private IDisposable? _subscription;
    private bool _isReplaying;

    /// <summary>Makes a monitor; <see cref="RunAsync"/> starts it.</summary>
    public HeartbeatMonitor(IInformer<V1Lease> leases, PlanStore plans, CoalescingTrigger trigger, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _leases = leases;
        _plans = plans;
        _trigger = trigger;
        _time = time;
        _tracker = new LivenessTracker(Now());
    }

    /// <summary>Judges a node now.</summary>
    /// <param name="name">The node.</param>
    /// <param name="uid">Its unique identifier; a successor of the same name is given its own time.</param>
    /// <param name="timeout">The silence that makes it offline.</param>
    public Liveness Judge(string name, string? uid, TimeSpan timeout)
    {
        lock (_gate)
        {
            TimeSpan now = Now();
            _tracker.Tick(now, _leases.IsConnected, _leases.Interruptions);
            return Judge(name, uid, timeout, now);
        }
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Subscribing tells what the cache holds already, which is no news about when it was renewed.
        _isReplaying = true;
        _subscription = _leases.Subscribe(OnChange);
        _isReplaying = false;
        using var timer = new PeriodicTimer(Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Tick();
            }
        }
        catch (OperationCanceledException)
        {
            // Being told to stop is the normal end.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    private void Tick()
    {
        bool isStale;
        lock (_gate)
        {
            TimeSpan now = Now();
            _tracker.Tick(now, _leases.IsConnected, _leases.Interruptions);
            Dictionary<string, PlannedNode> planned = new(_plans.Nodes, StringComparer.Ordinal);
            foreach (string gone in _watchedSince.Keys.Where(name => !planned.ContainsKey(name)).ToArray())
            {
                _watchedSince.Remove(gone);
            }

            isStale = planned.Values.Any(node => IsStale(node, Judge(node.Plan.Name, node.Uid, node.Plan.Assignment.Settings.HeartbeatTimeout, now)));
        }

        if (isStale)
        {
            _trigger.Signal();
        }
    }

    private void OnChange(InformerChange<V1Lease> change)
    {
        string name = (change.New ?? change.Old)!.Metadata.Name;
        lock (_gate)
        {
            if (change.New is null)
            {
                _tracker.Forget(name);
            }
            else if (change.Old is null && (_isReplaying || !_leases.Synced.IsCompleted))
            {
                _tracker.Exists(name);
            }
            else if (change.Old is null || change.Old.Spec?.RenewTime != change.New.Spec?.RenewTime)
            {
                _tracker.Renewed(name, Now());
            }
        }

        // A sign of life need not wait for the next tick.
        if (change.New is not null && !_isReplaying && _plans.Nodes.TryGetValue(name, out PlannedNode? node) && node.Liveness != Liveness.Online)
        {
            _trigger.Signal();
        }
    }

    private Liveness Judge(string name, string? uid, TimeSpan timeout, TimeSpan now)
    {
        if (!_watchedSince.TryGetValue(name, out (string Uid, TimeSpan Since) watched) || watched.Uid != (uid ?? string.Empty))
        {
            watched = (uid ?? string.Empty, now);
            _watchedSince[name] = watched;
        }

        return _tracker.Judge(name, watched.Since, timeout, now);
    }

    // What is not judged anew stays as it was said.
    private static bool IsStale(PlannedNode node, Liveness now) => now != Liveness.Unjudged && now != node.Liveness;

    private TimeSpan Now() => _time.GetElapsedTime(0);
}

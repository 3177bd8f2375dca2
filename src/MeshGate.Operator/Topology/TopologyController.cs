using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Topology;
using MeshGate.Core.Topology.Tuning;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Gateways;
using MeshGate.Operator.Nodes;
using MeshGate.Operator.Observability;
using MeshGate.Operator.Policies;
using MeshGate.Operator.Routes;
using MeshGate.Operator.Status;
using MeshGate.Operator.Turn;
using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Topology;

/// <summary>Plans the whole mesh when something that matters changed, and brings every status to the plan.</summary>
public sealed class TopologyController(
    EntityCache<MeshNode> nodes,
    EntityCache<MeshPolicy> policies,
    EntityCache<MeshRoute> routes,
    RoutePlanStore routePlans,
    MeshObserver observer,
    PlanStore plans,
    NodeStatusWriter nodeWriter,
    PolicyStatusWriter policyWriter,
    TurnSecrets secrets,
    CoalescingTrigger trigger,
    ILeadership leadership,
    OperatorMetrics metrics,
    TimeProvider time,
    ILogger<TopologyController> logger)
{
    private const int Writers = 16;

    // What a node that joins is told before it has a key is a few writes, and what follows must not wait.
    private const int FewWrites = 8;
    private static readonly TimeSpan DefaultUpdate = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestForEachWrite = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    // Measurements are weighed once in each; what is changed for their sake has held for three.
    private static readonly TimeSpan TuningInterval = TimeSpan.FromMinutes(1);

    private readonly long _start = time.GetTimestamp();

    // In memory alone: an operator that starts or takes over lets measurements hold anew before it moves anything.
    private TuningState? _tuning;

    // Spares what no change touches, and decides nothing.
    private PlanningState _planning = PlanningState.Empty;

    /// <summary>Plans until cancelled. A pass that fails in part is repeated with a growing delay.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(nodes.Synced, policies.Synced, routes.Synced).WaitAsync(cancellationToken);
            using IDisposable routeChanges = routes.Subscribe(change =>
            {
                if (MeshRouteController.IsAnother(change))
                {
                    trigger.Signal();
                }
            });
            using IDisposable subscription = nodes.Subscribe(change =>
            {
                if (MeshNodeChanges.Matter(change))
                {
                    trigger.Signal();
                }
            });
            await using ITimer retry = time.CreateTimer(_ => trigger.Signal(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            TimeSpan delay = FirstRetry;
            trigger.Signal();
            while (true)
            {
                await trigger.WaitAsync(cancellationToken);
                await leadership.WaitAsync(cancellationToken);
                (long started, long written) = (time.GetTimestamp(), nodeWriter.Writes);
                if (await TryRunOnceAsync(delay, cancellationToken) is { } pass)
                {
                    delay = FirstRetry;
                    retry.Change(pass.Again, Timeout.InfiniteTimeSpan);
                }
                else
                {
                    retry.Change(delay, Timeout.InfiniteTimeSpan);
                    delay = delay * 2 < LongestRetry ? delay * 2 : LongestRetry;
                }

                if (nodeWriter.Writes - written is var writes && writes > FewWrites)
                {
                    await RestAsync(time.GetElapsedTime(started), writes, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is the normal end.
        }
    }

    /// <summary>Plans once from the caches and writes what differs. Objects that are gone meanwhile are no failure.</summary>
    public async Task<TopologyPass> RunOnceAsync(CancellationToken cancellationToken)
    {
        PlannedNode[] planned = Plan();
        var errors = new ConcurrentQueue<Exception>();
        var delays = new ConcurrentQueue<TimeSpan>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(InOrder(planned), options, (node, token) => TryAsync(() => WriteAsync(node.Plan.Name, delays, token), errors));
        foreach (MeshPolicy policy in policies.List())
        {
            await TryAsync(() => policyWriter.WriteAsync(policy.Metadata.Name, cancellationToken), errors);
        }

        // Between changes, too, what was missed or written by others is put right now and then.
        return new TopologyPass(errors, planned.Select(node => node.Plan.Assignment.Settings.Topology.UpdateInterval).Concat(delays).DefaultIfEmpty(DefaultUpdate).Min());
    }

    private async Task WriteAsync(string name, ConcurrentQueue<TimeSpan> delays, CancellationToken cancellationToken)
    {
        if (await nodeWriter.WriteAsync(name, cancellationToken) is { } again)
        {
            delays.Enqueue(again);
        }
    }

    // While a mesh forms, a node without peers waits for more than one that is only told that it is Ready.
    private IEnumerable<PlannedNode> InOrder(PlannedNode[] planned)
    {
        var held = nodes.List().ToDictionary(node => node.Metadata.Name, node => node.Status?.Assignment?.Revision, StringComparer.Ordinal);
        return planned.OrderBy(node => held.GetValueOrDefault(node.Plan.Name) is not { } revision ? 0 : revision != node.Assignment.Revision ? 1 : 2);
    }

    // A pass that had much to write is followed by a pause as long, and one that gives each daemon that was written the time to
    // report, so that a mesh that forms is planned in few rounds and each node is written in few of them. A single join is a short pass
    // and never waits for long.
    private Task RestAsync(TimeSpan worked, long writes, CancellationToken cancellationToken)
    {
        TimeSpan answers = RestForEachWrite * writes;
        TimeSpan rest = worked > answers ? worked : answers;
        return Task.Delay(rest < LongestRest ? rest : LongestRest, time, cancellationToken);
    }

    private async Task<TopologyPass?> TryRunOnceAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            TopologyPass pass = await metrics.MeasureAsync("topology", () => RunOnceAsync(cancellationToken), pass => pass.Errors.Count > 0);
            if (pass.Errors.Count == 0)
            {
                return pass;
            }

            TopologyLog.NotWritten(logger, pass.Errors.Count, delay, pass.Errors.First().Message);
            return null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            TopologyLog.Failed(logger, delay, e);
            return null;
        }
    }

    private PlannedNode[] Plan()
    {
        long started = time.GetTimestamp();
        MeshObservation observation = observer.Observe();
        secrets.Want(policies.List().SelectMany(policy => policy.Spec?.NatTraversal?.TurnServers ?? []).Select(server => server?.SecretRef?.Name ?? string.Empty));
        MeshPlan? previous = AssignmentTranslator.ReadPlan(observation.Nodes.Select(observed => observed.Node));
        MeshSnapshot snapshot = observation.Snapshot with { Interval = (long)(time.GetElapsedTime(_start) / TuningInterval) };
        Planning planning = TopologyPlanner.Plan(snapshot, previous is null ? null : previous with { Tuning = _tuning }, _planning);
        MeshPlan plan = planning.Plan;
        (_tuning, _planning) = (plan.Tuning, planning.State);
        ImmutableSortedDictionary<string, PlannedRoute> plannedRoutes = RoutePlanner.Plan(snapshot, plan, observation.Nodes.Select(item => item.Node), routes.List());
        ImmutableSortedDictionary<string, PlannedGateways> plannedGateways = GatewayPlanner.Plan(snapshot, plan, observation.Nodes.Select(item => item.Node), routes.List());
        var keys = observation.Snapshot.Nodes.Where(node => node.PublicKey is not null).ToDictionary(node => node.Name, node => node.PublicKey!, StringComparer.Ordinal);
        var observed = observation.Nodes.ToDictionary(item => item.Node.Metadata.Name, StringComparer.Ordinal);
        PlannedNode[] planned =
        [
            .. plan.Nodes.Select(node => new PlannedNode(
                node,
                WithTurn(node, observed[node.Name].Node) with
                {
                    Routes = RoutePlanner.OrdersFor(node.Name, plannedRoutes, keys),
                    Chains = node.Assignment.Serves is null ? null : RoutePlanner.ChainsFor(node.Name, plannedRoutes, keys),
                    Gateways = GatewayPlanner.OrdersFor(node.Name, plannedGateways),
                    Forwards = GatewayPlanner.ForwardsFor(node.Name, plannedGateways),
                },
                observed[node.Name].Node.Metadata.Uid,
                observed[node.Name].Node.Metadata.Generation,
                observed[node.Name].Liveness)),
        ];
        plans.Replace(planned);
        routePlans.Replace(plannedRoutes, plannedGateways);
        TimeSpan duration = time.GetElapsedTime(started);
        metrics.Planned(duration, planned.Length);
        TopologyLog.Planned(logger, planned.Length, duration.TotalMilliseconds, planning.Changed.Length);
        return planned;
    }

    private MeshNodeAssignment WithTurn(NodePlan plan, MeshNode node) => AssignmentTranslator.ToEntity(plan.Assignment) with
    {
        TurnServers = TurnIssuer.Issue(
            plan.Name,
            node.Status?.Agent?.PublicKey,
            plan.Assignment.Segment.Length > 0 ? plan.Assignment.Settings.TurnServers : [],
            secrets.Find,
            node.Status?.Assignment?.TurnServers,
            time.GetUtcNow()),
    };

    private static async ValueTask TryAsync(Func<Task> write, ConcurrentQueue<Exception> errors)
    {
        try
        {
            await write();
        }
        catch (KubernetesApiException e) when (e.Code == HttpStatusCode.NotFound)
        {
            // Gone meanwhile; its end is told by the watch.
        }
        catch (Exception e) when (e is KubernetesApiException or HttpRequestException or TimeoutException or NotLeaderException)
        {
            errors.Enqueue(e);
        }
    }
}

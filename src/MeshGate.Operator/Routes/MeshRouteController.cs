using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Rbac;
using MeshGate.Operator.Caching;
using MeshGate.Operator.Events;
using MeshGate.Operator.Gateways;
using MeshGate.Operator.Observability;
using MeshGate.Operator.Topology;
using Microsoft.Extensions.Logging;

namespace MeshGate.Operator.Routes;

/// <summary>Judges all MeshRoutes together when one of them, or a MeshNode that they may name, changed, and writes what differs.</summary>
[EntityRbac(typeof(MeshRoute), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch)]
[GenericRbac(Groups = [MeshGateApi.Group], Resources = ["meshroutes/status"], Verbs = RbacVerb.Patch)]
public sealed class MeshRouteController(
    IKubernetesClient client,
    EntityCache<MeshRoute> routes,
    EntityCache<MeshNode> nodes,
    RoutePlanStore plans,
    EventQueue events,
    MeshSettings mesh,
    ILeadership leadership,
    OperatorMetrics metrics,
    TimeProvider time,
    ILogger<MeshRouteController> logger)
{
    private const int Writers = 4;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    /// <summary>Judges until cancelled. A pass that fails in part is repeated with a growing delay.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(routes.Synced, nodes.Synced).WaitAsync(cancellationToken);
            var trigger = new CoalescingTrigger(time, Quiet, LongestHold);
            using IDisposable routeChanges = routes.Subscribe(change => SignalIf(trigger, Matters(change)));
            using IDisposable nodeChanges = nodes.Subscribe(change => SignalIf(trigger, Matters(change)));
            using var planned = new Subscription(plans, trigger.Signal);
            await using ITimer retry = time.CreateTimer(_ => trigger.Signal(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            TimeSpan delay = FirstRetry;
            while (true)
            {
                await trigger.WaitAsync(cancellationToken);
                await leadership.WaitAsync(cancellationToken);
                if (await TryRunOnceAsync(delay, cancellationToken))
                {
                    delay = FirstRetry;
                }
                else
                {
                    retry.Change(delay, Timeout.InfiniteTimeSpan);
                    delay = delay * 2 < LongestRetry ? delay * 2 : LongestRetry;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is the normal end.
        }
    }

    private static void SignalIf(CoalescingTrigger trigger, bool matters)
    {
        if (matters)
        {
            trigger.Signal();
        }
    }

    // The status of a route is our own, except where somebody else writes into it.
    private static bool Matters(InformerChange<MeshRoute> change)
        => IsAnother(change)
            || change.New?.Status is not { Conditions.Count: >= 3 } status
            || status.ObservedGeneration != change.New.Metadata.Generation;

    /// <summary>Whether a route was changed by a person.</summary>
    public static bool IsAnother(InformerChange<MeshRoute> change)
        => change is not { Old: { } before, New: { } after }
            || before.Metadata.Generation != after.Metadata.Generation
            || MeshRouteReader.WishOf(before) != MeshRouteReader.WishOf(after);
    private static bool Matters(InformerChange<MeshNode> change)
        => change is not { Old: { } before, New: { } after }
            || before.Metadata.Generation != after.Metadata.Generation
            || RouteCourse.HasMoved(before, after)
            || GatewayStatus.HasMoved(before, after);

    private async Task<bool> TryRunOnceAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            List<Exception> errors = await metrics.MeasureAsync("meshroute", () => RunOnceAsync(cancellationToken), errors => errors.Count > 0);
            if (errors.Count > 0)
            {
                RouteLog.NotWritten(logger, errors.Count, delay, errors[0].Message);
            }

            return errors.Count == 0;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RouteLog.Failed(logger, delay, e);
            return false;
        }
    }

    private async Task<List<Exception>> RunOnceAsync(CancellationToken cancellationToken)
    {
        var errors = new List<Exception>();
        IReadOnlyList<MeshRoute> all = routes.List();
        if (all.Count == 0)
        {
            return errors;
        }

        var snapshot = new RouteMesh(mesh.Network, nodes.List().ToImmutableDictionary(node => node.Metadata.Name, MeshRouteReader.ReadNode, StringComparer.Ordinal));
        var verdicts = RouteJudge.Judge(snapshot, all.Select(MeshRouteReader.Read)).ToDictionary(verdict => verdict.Name, StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(all, options, async (route, token) =>
        {
            try
            {
                RouteVerdict verdict = verdicts[route.Metadata.Name];
                PlannedRoute? planned = plans.Routes?.GetValueOrDefault(route.Metadata.Name);
                PlannedGateways? gateways = plans.Gateways?.GetValueOrDefault(route.Metadata.Name);
                if (verdict.IsAccepted && !(route.Spec?.Destination?.Node is null ? gateways?.Generation == route.Metadata.Generation : RouteStatus.IsAbout(planned, route)))
                {
                    return; // A plan that answers it is on its way, and tells when it is there.
                }

                PeerSummary? summary = RouteCourse.Find(planned, nodes.Get);
                MeshRouteStatus wanted = RouteStatus.Wanted(route, verdict, planned, summary, time.GetUtcNow());
                wanted = verdict.IsAccepted && gateways is not null ? RouteStatus.With(wanted, route, gateways, nodes.Get, time.GetUtcNow()) : wanted;
                if (RouteStatus.Patch(route.Status, wanted) is { } patch)
                {
                    routes.Remember(await PatchAsync(route.Metadata.Name, patch, token));
                    RouteEvents.Tell(events, route, wanted);
                }
            }
            catch (KubernetesApiException e) when (e.Code == HttpStatusCode.NotFound)
            {
                // Gone meanwhile; its end is told by the watch.
            }
            catch (Exception e) when (e is KubernetesApiException or HttpRequestException or TimeoutException or NotLeaderException)
            {
                lock (errors)
                {
                    errors.Add(e);
                }
            }
        });
        return errors;
    }

    private sealed class Subscription : IDisposable
    {
        private readonly RoutePlanStore _plans;
        private readonly Action _onPlanned;

        public Subscription(RoutePlanStore plans, Action onPlanned)
        {
            (_plans, _onPlanned) = (plans, onPlanned);
            plans.Planned += onPlanned;
        }

        public void Dispose() => _plans.Planned -= _onPlanned;
    }

    private Task<MeshRoute> PatchAsync(string name, JsonObject patch, CancellationToken cancellationToken)
        => client.PatchAsync(Resources.MeshRoutes, NamespacedName.Cluster(name), patch, "status", cancellationToken);
}

using System.Collections.Immutable;
using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Processes;

namespace MeshGate.NodeDaemon.Gateways;

/// <summary>Probes networks through the gateways in use, each at its own pace, and watches traffic while a client waits to be moved.</summary>
public sealed class GatewayProber(DaemonOptions options, IProcessRunner processes, INftCounters counters, TimeProvider time) : IGatewayProbes, IDisposable
{
    private static readonly TimeSpan FlowInterval = TimeSpan.FromSeconds(1);
    private readonly ProbeSender _sender = new(options.InterfaceName, time);
    private readonly Mailbox<Wanted> _orders = new();
    private readonly Dictionary<string, (ProbeTarget Target, CancellationTokenSource Stop, Task Done)> _running = new(StringComparer.Ordinal);
    private readonly FlowTable _flows = new(options.InterfaceName, processes, counters, time);
    private Wanted _wanted = new([], ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>>.Empty);

    /// <inheritdoc/>
    public void Probe(ImmutableArray<ProbeTarget> targets) => _orders.Post(_wanted = _wanted with { Targets = targets });

    /// <inheritdoc/>
    public void Watch(ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> routes) => _orders.Post(_wanted = _wanted with { Flows = routes });

    /// <summary>Runs until cancelled; leaves no table behind.</summary>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        try
        {
            var wanted = await _orders.TakeAsync(cancellationToken);
            while (true)
            {
                Align(wanted.Targets, post, cancellationToken);
                await FollowAsync(wanted.Flows, post, cancellationToken);
                wanted = wanted.Flows.IsEmpty
                    ? await _orders.TakeAsync(cancellationToken)
                    : await _orders.TakeAsync(FlowInterval, time, cancellationToken) ?? wanted;
            }
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(running => running.Done)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _flows.TryClearAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orders.Dispose();
        foreach (var (_, stop, _) in _running.Values)
        {
            stop.Dispose();
        }
    }

    private void Align(ImmutableArray<ProbeTarget> targets, Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        foreach (var (route, running) in _running.ToList())
        {
            if (!targets.Contains(running.Target))
            {
                // What it still learns is of a gateway that is no longer asked about.
                running.Stop.Cancel();
                _running.Remove(route);
            }
        }

        foreach (var target in targets.Where(target => !_running.ContainsKey(target.Route)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _running.Add(target.Route, (target, stop, ProbeAsync(target, post, stop.Token)));
        }
    }

    private async Task ProbeAsync(ProbeTarget target, Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(target.Probe.Interval, time);
        do
        {
            var isAnswered = await _sender.SendAsync(target.Probe, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            post(new AgentEvent.GatewayProbed(target.Route, target.Gateway, isAnswered));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task FollowAsync(ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> routes, Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        if (await _flows.ReadAsync(routes, cancellationToken) is { Count: > 0 } idle)
        {
            post(new AgentEvent.FlowsSeen(idle));
        }
    }

    private sealed record Wanted(ImmutableArray<ProbeTarget> Targets, ImmutableSortedDictionary<string, ImmutableArray<IPNetwork>> Flows);
}

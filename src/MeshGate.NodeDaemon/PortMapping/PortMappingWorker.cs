using System.Threading.Channels;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Probing.PortMapping;
using MeshGate.Traversal.PortMapping;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>
/// Has the router lend a port as long as one is wanted, off the agent's loop. It looks for the router itself, again and again. When
/// the daemon stops, the mapping stays: the tunnel does too, and the next run renews it.
/// </summary>
public sealed class PortMappingWorker(
    IGatewayFinder finder,
    IGatewayLinks links,
    IUpnpClient upnp,
    PortMappingMemory memory,
    DaemonMetrics metrics,
    TimeProvider time,
    ILogger<PortMappingWorker> logger) : IDisposable
{
    /// <summary>How often the router is looked for.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long a mapping may take to be given back by UPnP.</summary>
    private static readonly TimeSpan UnmapLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    /// <summary>The most that may wait: one order, and what comes from the network, of which the rest is lost.</summary>
    private const int MaxWaiting = 256;

    private readonly Mailbox<PortMappingOrder> _orders = new();
    private readonly Channel<PortMapperEvent> _events =
        Channel.CreateBounded<PortMapperEvent>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly long _start = time.GetTimestamp();
    private PortMappingOrder? _wanted;
    private PortMappingOrder? _order;
    private PortMapperState _state = PortMapperState.Initial;
    private DefaultGateway? _gateway;
    private IGatewayLink? _link;
    private CancellationTokenSource? _upnpCall;
    private PortMappingReport? _told;
    private TimeSpan _lookAt;

    /// <summary>Says what is wanted. Idempotent.</summary>
    public void Set(PortMappingOrder order)
    {
        if (!order.Equals(_wanted))
        {
            _wanted = order;
            _orders.Post(order);
        }
    }

    /// <summary>Works until cancelled.</summary>
    /// <param name="post">Told how things stand, when that changed.</param>
    /// <param name="cancellationToken">Ends it; the mapping stays.</param>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        try
        {
            _order = await _orders.TakeAsync(cancellationToken);
            _state = memory.Load(_order.Lifetime, Now);
            var nextOrder = _orders.TakeAsync(cancellationToken);
            while (true)
            {
                if (nextOrder.IsCompleted)
                {
                    _order = await nextOrder;
                    _lookAt = Now;
                    nextOrder = _orders.TakeAsync(cancellationToken);
                }

                Work(post, cancellationToken);
                await SleepAsync(nextOrder, cancellationToken);
            }
        }
        finally
        {
            _link?.Dispose();
            _link = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orders.Dispose();
        _upnpCall?.Dispose();
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    private void Work(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        if (Now >= _lookAt)
        {
            _lookAt = Now + LookInterval;
            Look(post, cancellationToken);
        }

        for (var i = 0; i < MaxWaiting && _events.Reader.TryRead(out var happened); i++)
        {
            Step(happened, post, cancellationToken);
        }

        if (_state.NextDue <= Now)
        {
            Step(PortMapperEvent.Tick.Instance, post, cancellationToken);
        }

        if (_state.Phase == PortMapperPhase.Idle)
        {
            Tell(new PortMappingReport(null, null, false, _order!.WhyNot ?? "this machine has no default gateway over IPv4"), post);
        }
    }

    private void Look(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        var found = finder.Find();
        if (found is not null && (found != _gateway || _link is null))
        {
            _link?.Dispose();
            _link = links.Open(found, happened => _events.Writer.TryWrite(happened));
            _gateway = found;
        }

        var target = found is not null && _order!.InternalPort is { } port
            ? new PortMapperTarget(found.Address, found.Local, port, memory.Nonce) { Lifetime = _order.Lifetime }
            : null;
        Step(new PortMapperEvent.SeenByStun(_order!.SeenByStun), post, cancellationToken);
        Step(new PortMapperEvent.Wanted(target), post, cancellationToken);
    }

    private void Step(PortMapperEvent happened, Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        (_state, var effects) = PortMapper.Step(_state, happened, Now);
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case PortMapperEffect.Send send when send.Target.Gateway.Equals(_gateway?.Address):
                    _link?.Send(send.Datagram.Span);
                    break;
                case PortMapperEffect.MapByUpnp map when _gateway is { } gateway && map.Target.Gateway.Equals(gateway.Address):
                    _upnpCall?.Cancel();
                    _upnpCall?.Dispose();
                    _upnpCall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    _ = MapAsync(gateway, map, _upnpCall.Token);
                    break;
                case PortMapperEffect.UnmapByUpnp unmap when _gateway is { } gateway && unmap.Target.Gateway.Equals(gateway.Address):
                    _ = UnmapAsync(gateway, unmap.ExternalPort);
                    break;
                case PortMapperEffect.Changed changed when _state.Phase != PortMapperPhase.Idle:
                    Tell(changed.Report, post);
                    break;
            }
        }

        memory.Keep(_state);
    }

    private async Task MapAsync(DefaultGateway gateway, PortMapperEffect.MapByUpnp map, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await upnp.MapAsync(gateway, map.Target.InternalPort, map.SuggestedPort, map.Target.Lifetime, cancellationToken);
            _events.Writer.TryWrite(new PortMapperEvent.UpnpAnswered(map.Number, map.Target, outcome));
        }
        catch (OperationCanceledException)
        {
            // A later call took its place, or the daemon ends.
        }
    }

    /// <summary>Outlives the daemon's order to stop, within its limit: what is given back should be.</summary>
    private async Task UnmapAsync(DefaultGateway gateway, int externalPort)
    {
        using var limit = new CancellationTokenSource(UnmapLimit, time);
        try
        {
            if (await upnp.UnmapAsync(gateway, externalPort, limit.Token) is { } problem)
            {
                logger.NotGivenBack(problem);
            }
        }
        catch (OperationCanceledException)
        {
            logger.NotGivenBack("the router did not answer in time");
        }
    }

    private void Tell(PortMappingReport report, Action<AgentEvent> post)
    {
        if (report == _told)
        {
            return;
        }

        var hasEnded = _told?.External is not null || _state.Phase is PortMapperPhase.Waiting or PortMapperPhase.Idle;
        _told = report;
        metrics.PortMapped(report.Protocol);
        if (report.External is { } external)
        {
            logger.PortMapped(external, report.Reason);
        }
        else if (hasEnded)
        {
            logger.PortUnmapped(report.Reason);
        }

        post(new AgentEvent.PortMapped(report));
    }

    private async Task SleepAsync(Task nextOrder, CancellationToken cancellationToken)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var due = _state.NextDue is { } next && next < _lookAt ? next : _lookAt;
        var span = due - Now;
        await Task.WhenAny(
            nextOrder,
            _events.Reader.WaitToReadAsync(wake.Token).AsTask(),
            Task.Delay(span > ShortestSleep ? span : ShortestSleep, time, wake.Token));
        await wake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}

using System.Threading.Channels;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Probing.PortMapping;

/// <summary>Runs a <see cref="PortMapper"/> against one router, for one caller.</summary>
internal sealed class PortMappingTrialRun(DefaultGateway gateway, IUpnpClient upnp, TimeProvider time) : IDisposable
{
    private const int MaxWaiting = 64;

    private readonly Channel<PortMapperEvent> _events =
        Channel.CreateBounded<PortMapperEvent>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly long _start = time.GetTimestamp();
    private PortMapperState _state = PortMapperState.Initial;
    private PortMapperEvent? _last;
    private IGatewayLink? _link;
    private Task<string?> _unmapping = Task.FromResult<string?>(null);

    internal PortMapperPhase Phase => _state.Phase;

    internal PortMappingReport Report => _state.Told!;

    private TimeSpan Now => time.GetElapsedTime(_start);

    public void Dispose() => _link?.Dispose();

    internal bool TryOpen(IGatewayLinks links) => (_link = links.Open(gateway, happened => _events.Writer.TryWrite(happened))) is not null;

    /// <summary>Takes an event and what follows from it, until the router lends a port, lends none or has it back.</summary>
    internal async Task RunAsync(PortMapperEvent first, CancellationToken cancellationToken)
    {
        Step(first, cancellationToken);
        while (_state.Phase is PortMapperPhase.Asking or PortMapperPhase.Releasing)
        {
            Step(await NextAsync(cancellationToken), cancellationToken);
        }
    }

    /// <summary>Gives back what is lent. Whether the router confirmed that it has it.</summary>
    internal async Task<bool> ReturnAsync(CancellationToken cancellationToken)
    {
        bool isLent = _state.Phase is PortMapperPhase.Asking or PortMapperPhase.Mapped;
        try
        {
            await RunAsync(new PortMapperEvent.Wanted(null), cancellationToken);
            return !isLent || (await _unmapping is null && _last is not PortMapperEvent.Tick);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<PortMapperEvent> NextAsync(CancellationToken cancellationToken)
    {
        TimeSpan left = _state.NextDue is { } due && due > Now ? due - Now : TimeSpan.Zero;
        using var patience = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await _events.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PortMapperEvent.Tick.Instance;
        }
    }

    private void Step(PortMapperEvent happened, CancellationToken cancellationToken)
    {
        _last = happened;
        (_state, var effects) = PortMapper.Step(_state, happened, Now);
        foreach (PortMapperEffect effect in effects)
        {
            switch (effect)
            {
                case PortMapperEffect.Send send:
                    _link!.Send(send.Datagram.Span);
                    break;
                case PortMapperEffect.MapByUpnp map:
                    _ = MapAsync(map, cancellationToken);
                    break;
                case PortMapperEffect.UnmapByUpnp unmap:
                    _unmapping = upnp.UnmapAsync(gateway, unmap.ExternalPort, cancellationToken);
                    break;
            }
        }
    }

    private async Task MapAsync(PortMapperEffect.MapByUpnp map, CancellationToken cancellationToken)
    {
        try
        {
            UpnpOutcome outcome = await upnp.MapAsync(gateway, map.Target.InternalPort, map.SuggestedPort, map.Target.Lifetime, cancellationToken);
            _events.Writer.TryWrite(new PortMapperEvent.UpnpAnswered(map.Number, map.Target, outcome));
        }
        catch (OperationCanceledException)
        {
            // The trial ended; the lease does too.
        }
    }
}

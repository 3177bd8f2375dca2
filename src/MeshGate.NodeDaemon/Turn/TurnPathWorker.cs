using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Turn.Forwarding;
using MeshGate.NodeDaemon.Turn.Servers;
using MeshGate.Traversal.Turn;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>Keeps one peer reachable through some TURN server: the best one, and when that fails, refuses or dies, the next.</summary>
internal sealed class TurnPathWorker(
    TurnPathOrder order, int wireGuardPort, TurnServers servers, SocketPoller poller, TurnCounters counters, TimeProvider time, ILogger logger, Action<string, TurnPath?> tell) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private volatile TurnPathOrder _order = order;
    private volatile int _wireGuardPort = wireGuardPort;
    private volatile TurnAllocation? _allocation;
    private TurnPath? _told;

    /// <summary>Changes what is wanted.</summary>
    public void Want(TurnPathOrder wanted, int port)
    {
        if (!wanted.Equals(_order) || port != _wireGuardPort)
        {
            _order = wanted;
            _wireGuardPort = port;
            Wake();
        }
    }

    /// <summary>Looks at the servers anew: the list changed.</summary>
    public void Wake()
    {
        try
        {
            _changed.Release();
        }
        catch (Exception error) when (error is SemaphoreFullException or ObjectDisposedException)
        {
            // Awake already, or gone.
        }

        _allocation?.Wake();
    }

    /// <summary>Ends <see cref="RunAsync"/>, which gives the allocation back first.</summary>
    public void End() => _end.Cancel();

    /// <summary>Runs until ended.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    await HoldAsync(_end.Token);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // One path's failure is not the daemon's.
                    logger.PathFailed(_order.Peer, error.Message, error);
                    await RestAsync(LongestWait);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Being told to end is the normal end.
        }

        servers.Release(_order.Peer);
        tell(_order.Peer, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _changed.Dispose();
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        if (await servers.ChooseAsync(_order.Peer, _order.Avoided, cancellationToken) is not { } server)
        {
            Tell(new TurnPath { Problem = Describe() });
            var wait = servers.NextRetry ?? LongestWait;
            await RestAsync(wait < ShortestWait ? ShortestWait : wait < LongestWait ? wait : LongestWait);
            return;
        }

        if (await ConnectAsync(server, cancellationToken) is not { } link)
        {
            return;
        }

        using var allocation = new TurnAllocation(_order.Peer, server, link, poller, counters, time, logger);
        _allocation = allocation;
        try
        {
            await KeepAsync(allocation, server);
        }
        finally
        {
            _allocation = null;
        }
    }

    private async Task<TurnLink?> ConnectAsync(TurnEndpoint server, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(servers.Settings.RetryTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await TurnLink.OpenAsync(server, poller, either.Token);
        }
        catch (IOException error)
        {
            servers.Failed(server, new TurnFailure(TurnFailureReason.Connection, error.Message));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            servers.Failed(server, new TurnFailure(TurnFailureReason.Connection, "it does not answer"));
        }

        return null;
    }

    private async Task KeepAsync(TurnAllocation allocation, TurnEndpoint server)
    {
        var order = _order;
        allocation.Start(order.Remotes, _wireGuardPort);
        var wasAllocated = false;
        var started = time.GetTimestamp();
        while (allocation.Phase != TurnPhase.Ended && !_end.IsCancellationRequested)
        {
            await allocation.WaitAsync(_end.Token);
            if (_order is var wanted && !allocation.Covers(wanted.Remotes))
            {
                break;
            }

            allocation.Want(_order.Remotes, _wireGuardPort);
            allocation.Tick();
            if (!wasAllocated && allocation.Phase != TurnPhase.Allocated && allocation.Failure is null && time.GetElapsedTime(started) >= servers.Settings.RetryTimeout)
            {
                servers.Failed(server, new TurnFailure(TurnFailureReason.NoAnswer, $"it did not allocate within {servers.Settings.RetryTimeout.TotalSeconds:0.#} s"));
                break;
            }

            if (allocation.Phase == TurnPhase.Allocated)
            {
                if (!wasAllocated)
                {
                    wasAllocated = true;
                    servers.Succeeded(server);
                }

                Tell(allocation.Path);
                if (!servers.Orders.Any(known => known.Name == server.Order.Name))
                {
                    break;
                }
            }
        }

        if (allocation.Failure is { } failure)
        {
            servers.Failed(server, failure);
            Tell(new TurnPath { Problem = $"TURN server {server.Order.Name}: {failure.Sentence}" });
            return;
        }

        allocation.Release();
        while (allocation.Phase == TurnPhase.Releasing)
        {
            await allocation.WaitAsync(CancellationToken.None);
            allocation.Tick();
        }
    }

    private string Describe()
    {
        var problems = string.Join("; ", servers.Report().Problems);
        return problems.Length > 0 ? $"no TURN server can be used now: {problems}" : "no TURN server is configured";
    }

    private void Tell(TurnPath path)
    {
        if (!path.Equals(_told))
        {
            _told = path;
            tell(_order.Peer, path);
        }
    }

    private async Task RestAsync(TimeSpan span)
    {
        using var patience = new CancellationTokenSource(span, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _end.Token);
        await _changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

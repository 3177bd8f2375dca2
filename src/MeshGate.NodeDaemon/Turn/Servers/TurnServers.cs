using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.Addressing;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Traversal.Turn;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Turn.Servers;

/// <summary>
/// Chooses among the TURN servers: over UDP before TCP and TLS, the fastest, among equally fast ones by the strategy in force, and none
/// that failed lately. They are measured when they become known, so that the first who needs one need not wait, and then when somebody needs one.
/// </summary>
internal sealed class TurnServers(SocketPoller poller, TargetBreakers breakers, TimeProvider time, ILogger logger, Func<string, CancellationToken, Task<IPAddress[]>> lookUp) : IDisposable
{
    /// <summary>How long a measurement counts.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>How long the others have after the first answer over UDP.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    /// <summary>How long UDP has while only TCP or TLS answered.</summary>
    private static readonly TimeSpan UdpPatience = TimeSpan.FromMilliseconds(400);

    private const int MaxAddresses = 4;

    private readonly ConcurrentDictionary<TurnEndpoint, TurnServerHealth> _health = new();
    private readonly ConcurrentDictionary<TurnEndpoint, TimeSpan> _roundTrips = new();
    private readonly ServerBalance _balance = new(time);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly long _start = time.GetTimestamp();
    private ImmutableArray<TurnServerOrder> _orders = [];
    private volatile bool _isUdpSilent;
    private TimeSpan? _measuredAt;

    /// <summary>The servers that may be used.</summary>
    public ImmutableArray<TurnServerOrder> Orders
    {
        get => ImmutableInterlocked.InterlockedCompareExchange(ref _orders, [], []);
        set
        {
            ImmutableInterlocked.InterlockedExchange(ref _orders, value);

            // New credentials make a server a new one, whose failures are forgotten.
            foreach (var gone in _health.Keys.Where(endpoint => !value.Contains(endpoint.Order)))
            {
                _health.TryRemove(gone, out _);
            }

            _measuredAt = null;
        }
    }

    /// <summary>Whether nobody is expected to answer over UDP.</summary>
    public bool IsUdpSilent
    {
        get => _isUdpSilent;
        set => _isUdpSilent = value;
    }

    /// <summary>Called when <see cref="Report"/> may have another answer, on any thread.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>How the servers do. One of whose addresses some work is not in want of the others: a machine may lack a family.</summary>
    public TurnServersReport Report()
    {
        var orders = Orders;
        return new TurnServersReport(
            orders.Length,
            [
                .. orders
                    .Where(order => !_roundTrips.Keys.Any(known => known.Order == order && !_health.ContainsKey(known)))
                    .Select(order => (order.Name, Health: _health.Where(pair => pair.Key.Order == order).Select(pair => pair.Value).FirstOrDefault()))
                    .Where(server => server.Health is not null)
                    .Select(server => $"{server.Name}: {server.Health!.Sentence}")
                    .Order(StringComparer.Ordinal),
            ]);
    }

    /// <summary>When the next server that is put aside may be asked again; null when none is.</summary>
    public TimeSpan? NextRetry => _health.IsEmpty ? null : Max(_health.Values.Min(health => health.RetryAt) - Now, TimeSpan.Zero);

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>How one of several is chosen, and how long it has to answer.</summary>
    public LoadBalancerBlock Settings
    {
        get => _balance.Settings;
        set => _balance.Settings = value;
    }

    /// <summary>The server to ask now; null when there is none. One whose breaker is open, and one that is to be avoided, is the last to be asked.</summary>
    /// <param name="peer">Whom it is for, until <see cref="Release"/>.</param>
    /// <param name="avoided">Addresses of servers that are taken only if there is no other.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TurnEndpoint?> ChooseAsync(string peer, ImmutableArray<IPAddress> avoided, CancellationToken cancellationToken)
    {
        TurnEndpoint[] ranked = [.. breakers.FencedLast(TargetKind.TurnServer, await RankAsync(isNeeded: true, cancellationToken), server => server.Order.Name).OrderBy(server => avoided.Contains(server.Address.Address))];
        if (ranked is not [var best, ..])
        {
            return null;
        }

        var fastest = _roundTrips.GetValueOrDefault(best);
        TurnEndpoint[] equals = [.. ranked.Where(server => LevelOf(server, avoided) == LevelOf(best, avoided) && ServerBalance.IsNear(_roundTrips.GetValueOrDefault(server), fastest))];
        var name = _balance.Take(peer, [.. equals.Select(NameOf)], ranked.Except(equals).Select(NameOf));
        var chosen = equals.First(server => NameOf(server) == name);
        breakers.Tried(TargetKind.TurnServer, chosen.Order.Name);
        return chosen;
    }

    /// <summary>A peer needs its server no more.</summary>
    public void Release(string peer) => _balance.Give(peer);

    private static string NameOf(TurnEndpoint server) => $"{server.Order.Name} {server.Address}";

    private (bool IsUdp, bool IsFenced, bool IsAvoided) LevelOf(TurnEndpoint server, ImmutableArray<IPAddress> avoided)
        => (server.Order.Transport == TurnTransport.Udp, breakers.IsFenced(TargetKind.TurnServer, server.Order.Name), avoided.Contains(server.Address.Address));

    private async Task<ImmutableArray<TurnEndpoint>> RankAsync(bool isNeeded, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_measuredAt is null || Now - _measuredAt > Fresh || Ranked().IsEmpty)
            {
                await MeasureAsync(isNeeded, cancellationToken);
                _measuredAt = Now;
                Changed();
            }

            return Ranked();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Measures the servers in the background. One that does not answer is none the worse for it: the machine may have just started.</summary>
    public void Prepare()
    {
        if (!Orders.IsEmpty)
        {
            _ = PrepareAsync();
        }
    }

    private async Task PrepareAsync()
    {
        try
        {
            await RankAsync(isNeeded: false, _end.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The daemon ends.
        }
    }

    /// <summary>A server failed: it is put aside.</summary>
    public void Failed(TurnEndpoint server, TurnFailure failure)
    {
        // Every peer's allocation dies with its server; that is one failure.
        if (IsAside(server))
        {
            return;
        }

        var health = TurnServerHealth.After(_health.GetValueOrDefault(server), failure, Now);
        _health[server] = health;
        breakers.Failed(TargetKind.TurnServer, server.Order.Name);
        logger.ServerFailed(server.Order.Name, server.Address, failure.Sentence, health.RetryAt - Now);
        Changed();
    }

    /// <summary>A server allocated.</summary>
    public void Succeeded(TurnEndpoint server)
    {
        breakers.Succeeded(TargetKind.TurnServer, server.Order.Name);
        if (_health.TryRemove(server, out _))
        {
            Changed();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _gate.Dispose();
    }

    private ImmutableArray<TurnEndpoint> Ranked() =>
    [
        .. _roundTrips
            .Where(pair => Orders.Contains(pair.Key.Order) && !IsAside(pair.Key))
            .OrderBy(pair => pair.Key.Order.Transport == TurnTransport.Udp ? 0 : 1)
            .ThenBy(pair => pair.Value)
            .Select(pair => pair.Key),
    ];

    private bool IsAside(TurnEndpoint server) => _health.TryGetValue(server, out var health) && Now < health.RetryAt;

    private async Task MeasureAsync(bool isNeeded, CancellationToken cancellationToken)
    {
        var resolved = await Task.WhenAll(Orders.Select(order => ResolveAsync(order, cancellationToken)));
        TurnEndpoint[] endpoints = [.. resolved.SelectMany(found => found).Where(endpoint => !IsAside(endpoint))];
        foreach (var gone in _roundTrips.Keys.Except(resolved.SelectMany(found => found)))
        {
            _roundTrips.TryRemove(gone, out _);
        }

        var probes = endpoints.Select(endpoint => (Endpoint: endpoint, Task: ProbeAsync(endpoint, isNeeded, cancellationToken))).ToList();
        var started = Now;
        TimeSpan? firstUdp = null;
        while (probes.Any(probe => !probe.Task.IsCompleted))
        {
            firstUdp ??= probes.Any(probe => probe.Task is { IsCompletedSuccessfully: true, Result: true } && IsWaitedFor(probe.Endpoint)) ? Now : null;
            var any = probes.Any(probe => probe.Task is { IsCompletedSuccessfully: true, Result: true });
            var left = firstUdp is { } first ? first + Grace - Now : any ? started + (IsUdpSilent ? Grace : UdpPatience) - Now : UdpPatience;
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            // Looked at again soon: that UDP is silent here may turn out meanwhile.
            await Task.WhenAny([.. probes.Select(probe => probe.Task).Where(task => !task.IsCompleted), Task.Delay(left < Grace ? left : Grace, time, cancellationToken)]);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // Whoever answers next is not worth the wait once such a server has. One whose breaker is open is taken only if nobody else answers.
    private bool IsWaitedFor(TurnEndpoint server) => server.Order.Transport == TurnTransport.Udp && !breakers.IsFenced(TargetKind.TurnServer, server.Order.Name);

    private async Task<bool> ProbeAsync(TurnEndpoint server, bool isNeeded, CancellationToken cancellationToken)
    {
        try
        {
            _roundTrips[server] = await new TurnServerProbe(time).MeasureAsync(server, poller, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            _roundTrips.TryRemove(server, out _);
            if (isNeeded)
            {
                Failed(server, new TurnFailure(TurnFailureReason.NoAnswer, error.Message));
            }

            return false;
        }
    }

    private async Task<ImmutableArray<TurnEndpoint>> ResolveAsync(TurnServerOrder order, CancellationToken cancellationToken)
    {
        if (!HostEndpoint.TryParse(order.Address, out var endpoint))
        {
            return [];
        }

        if (IPAddress.TryParse(endpoint.Host, out var literal))
        {
            return [new TurnEndpoint(order, new IPEndPoint(literal, endpoint.Port))];
        }

        try
        {
            using var limit = new CancellationTokenSource(Discovery.ServerResolver.Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var addresses = await lookUp(endpoint.Host, either.Token);
            return [.. addresses.Take(MaxAddresses).Select(address => new TurnEndpoint(order, new IPEndPoint(address, endpoint.Port)))];
        }
        catch (Exception error) when (error is SocketException or ArgumentException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // While the name service is away the last addresses are the best there is.
            logger.ServerUnresolved(order.Name, error.Message);
            return [.. _roundTrips.Keys.Where(known => known.Order == order)];
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

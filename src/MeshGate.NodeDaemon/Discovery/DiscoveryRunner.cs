using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using MeshGate.Core.LoadBalancing;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Discovery;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Discovery;

/// <summary>
/// Finds the public addresses of WireGuard's port, again and again: names are resolved, servers asked, findings kept until the next
/// round has better ones. Belongs to the agent's loop alone.
/// </summary>
public sealed class DiscoveryRunner(IStunTransport transport, TargetBreakers breakers, DaemonMetrics metrics, ILogger<DiscoveryRunner> logger)
{
    /// <summary>The least time between two rounds that lost paths ask for.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    /// <summary>How long servers that were asked three times may say nothing before TCP is tried beside UDP.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(400);

    private readonly NatKnowledge _nat = new();
    private readonly SortedDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private StunDiscoveryState _state = StunDiscoveryState.Initial;
    private ImmutableArray<ResolvedServer> _servers = [];
    private ImmutableArray<ResolvedServer> _counted = [];
    private TimeSpan? _nextRoundAt;
    private bool _isResolutionWanted;
    private bool _isSeenElsewhere;
    private TimeSpan? _lastRoundAt;
    private bool _hasMoved = true;
    private DiscoveryFindings? _told;

    /// <summary>The time between two rounds.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time between two keepalives that is allowed.</summary>
    public TimeSpan KeepAliveCeiling { set => _nat.KeepAliveCeiling = value; }

    /// <summary>What is known; null until the first round has ended.</summary>
    public DiscoveryFindings? Findings { get; private set; }

    /// <summary>The addresses that a person configured for this node.</summary>
    public ImmutableArray<IPEndPoint> Configured { get; private set; } = [];

    /// <summary>Why the configured address gives none; null if it does.</summary>
    public string? ConfiguredProblem { get; private set; }

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => _state.NextDue is { } due && (_nextRoundAt is null || due < _nextRoundAt) ? due : _nextRoundAt;

    /// <summary>Begins a round at once: an address, a port or the configuration changed.</summary>
    public void Restart(TimeSpan now)
    {
        _nextRoundAt = now;
        _hasMoved = true;
    }

    /// <summary>Begins a round soon, to see whether the NAT maps anew; at most one every <see cref="RefreshInterval"/>.</summary>
    public void Refresh(TimeSpan now)
    {
        var due = _lastRoundAt + RefreshInterval;
        var at = due > now ? due.Value : now;
        _nextRoundAt = _nextRoundAt < at ? _nextRoundAt : at;
    }

    /// <summary>Whether this machine is seen under other addresses than at the last call.</summary>
    public bool TakeMove()
    {
        var moved = _isSeenElsewhere;
        _isSeenElsewhere = false;
        return moved;
    }

    /// <summary>Whether names are to be resolved for a round that is due; true once for each.</summary>
    public bool TakeRequestToResolve()
    {
        var wanted = _isResolutionWanted;
        _isResolutionWanted = false;
        return wanted;
    }

    /// <summary>Whether there are other findings than at the last call.</summary>
    public bool TakeNews()
    {
        var news = !ReferenceEquals(_told, Findings);
        _told = Findings;
        return news;
    }

    /// <summary>What is to be measured about the NATs in front; each order is given out once.</summary>
    public BehaviorOrder? TakeOrderToMeasure() => _nat.TakeOrder();

    /// <summary>Takes what was measured.</summary>
    public void Measured(BehaviorReport report)
    {
        _nat.Take(report);
        if (Findings is not null)
        {
            Findings = Findings with { Nat = _nat.Describe(), MappingLifetime = _nat.MappingLifetime };
        }
    }

    /// <summary>When a server last answered; null for never.</summary>
    public TimeSpan? AnsweredAt { get; private set; }

    /// <summary>
    /// When silence begins to mean that no UDP passes, while nobody has answered since this machine moved: well before the servers are given
    /// up, for a pair that only TCP can join waits meanwhile. Null once somebody answered, and while nobody was asked.
    /// </summary>
    public TimeSpan? SilentAt => _hasMoved && _state.Phase != StunDiscoveryPhase.Idle && _state.Probes.All(probe => probe.Outcome != StunProbeOutcome.Answered)
        ? _state.StartedAt + Silence
        : null;

    /// <summary>Asks the servers.</summary>
    /// <param name="servers">The configured names, resolved.</param>
    /// <param name="configured">Which of the names is this node's own endpoint rather than a server.</param>
    /// <param name="local">The machine's own addresses, with WireGuard's port.</param>
    /// <param name="now">Monotonic time.</param>
    public void Resolved(IReadOnlyList<ResolvedServer> servers, string? configured, ImmutableArray<IPEndPoint> local, TimeSpan now)
    {
        var own = servers.FirstOrDefault(server => server.Name == configured);
        Configured = own?.Addresses ?? [];
        ConfiguredProblem = own?.Problem;
        _servers = [.. servers.Where(server => server.Name != configured)];

        // A machine without an address of a family cannot be answered over it, and that is no server's fault: it is not counted.
        var families = local.Select(address => address.AddressFamily).ToHashSet();
        if (families.Count > 0)
        {
            _counted = [.. _servers.Where(server => server.Problem is not null || server.Addresses.Any(address => families.Contains(address.AddressFamily)))];
        }

        ImmutableArray<StunServer> asked =
        [
            .. _servers.SelectMany(server => server.Addresses
                .Where(address => families.Contains(address.AddressFamily))
                .Select(address => new StunServer(server.Name, address))),
        ];
        if (asked.IsEmpty)
        {
            NoteFailures([]);
            var known = _hasMoved || _servers.IsEmpty ? null : Findings;
            Findings = (known ?? DiscoveryFindings.Nothing) with { Asked = _counted.Length, Failures = Failures, IsFinal = true };
            return;
        }

        asked = [.. asked.GroupBy(server => server.Endpoint.AddressFamily).SelectMany(family => breakers.Use(TargetKind.StunServer, family, server => server.Name))];
        Step(new StunDiscoveryStart(asked, [.. asked.Select(_ => RandomTransactions.Next())], local), now);
    }

    /// <summary>Lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        if (_state.NextDue <= now)
        {
            Step(StunDiscoveryTick.Instance, now);
        }

        if (_nextRoundAt <= now)
        {
            _lastRoundAt = now;
            _nextRoundAt = now + Interval;
            _isResolutionWanted = true;
        }
    }

    /// <summary>Takes a datagram if it answers a request of ours.</summary>
    public bool TryHandle(IPEndPoint from, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (_state.Phase == StunDiscoveryPhase.Idle
            || !BindingCodec.TryReadResponse(datagram, out var response)
            || _state.Probes.All(probe => probe.Transaction != response.Transaction))
        {
            return false;
        }

        AnsweredAt = now;
        Step(new StunResponseReceived(response, from), now);
        return true;
    }

    private ImmutableArray<string> Failures => [.. _failures.Select(failure => $"{failure.Key}: {failure.Value}")];

    private void Step(StunDiscoveryEvent happened, TimeSpan now)
    {
        (_state, var effects) = StunDiscovery.Step(_state, happened, now);
        Span<byte> request = stackalloc byte[BindingCodec.RequestLength];
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case SendStunRequest send:
                    BindingCodec.EncodeRequest(request, send.Transaction);
                    transport.TrySend(send.To, request);
                    break;
                case ReflexiveAddressLearned when _state.Probes.Count(probe => probe.Outcome == StunProbeOutcome.Answered) == 1:
                    metrics.StunDiscovered(now - _state.StartedAt);
                    break;
                case StunServerPutAside aside:
                    breakers.Failed(TargetKind.StunServer, aside.Health.Server.Name);
                    break;
                case StunDiscoveryCompleted completed:
                    Complete(completed.Result);
                    break;
            }
        }

        if (_state.Phase == StunDiscoveryPhase.Idle && Findings is not null)
        {
            NoteFailures(_state.Probes);
            Findings = Findings with { Failures = Failures, IsFinal = true };
        }
    }

    private void Complete(StunDiscoveryResult result)
    {
        var addresses = Kept(result.Ipv4, AddressFamily.InterNetwork).AddRange(Kept(result.Ipv6, AddressFamily.InterNetworkV6));
        _nat.Take(result, isKept: !_hasMoved && Findings is not null, _state.LocalEndpoints);
        var findings = new DiscoveryFindings
        {
            Reflexive = addresses,
            Nat = _nat.Describe(),
            MappingLifetime = _nat.MappingLifetime,
            Asked = _counted.Length,
            Failures = Failures,
            IsFinal = Findings?.IsFinal ?? false,
        };
        _hasMoved = false;
        _isSeenElsewhere |= Findings is not null && !Findings.Reflexive.SequenceEqual(findings.Reflexive);
        var isNews = Findings is null || !Findings.Reflexive.SequenceEqual(findings.Reflexive) || Findings.Nat != findings.Nat;
        if (isNews && logger.IsEnabled(LogLevel.Information))
        {
            logger.Discovered(string.Join(", ", (result.Ipv4?.Addresses ?? []).AddRange(result.Ipv6?.Addresses ?? [])), findings.Nat.Reason);
        }

        Findings = findings;
    }

    /// <summary>
    /// What the round found for a family; while no server answers, what was found before. The peers' own packets keep a NAT's mapping
    /// alive, so it outlives the servers; a move of this machine does end it.
    /// </summary>
    private ImmutableArray<IPEndPoint> Kept(MappingFinding? finding, AddressFamily family)
        => finding is { Addresses.IsEmpty: false }
            ? IsAnew(finding.Mapping)
                ? [.. finding.Addresses.Select(seen => new IPEndPoint(seen.Address, OwnPort(family))).Distinct().Except(_state.LocalEndpoints)]
                : [.. finding.Addresses.Except(_state.LocalEndpoints)]
            : _hasMoved || Findings is null ? [] : Findings.Reflexive.RemoveAll(address => address.AddressFamily != family);

    /// <summary>
    /// Whether each destination is shown another port: those that servers saw serve no peer, and are others in every round. But a port may
    /// be kept where it is free, and a peer that filters by address has to know the address.
    /// </summary>
    private static bool IsAnew(MappingBehavior mapping) => mapping is MappingBehavior.AddressDependent or MappingBehavior.AddressAndPortDependent;

    private int OwnPort(AddressFamily family) => _state.LocalEndpoints.FirstOrDefault(local => local.AddressFamily == family)?.Port ?? _state.LocalEndpoints[0].Port;

    /// <summary>A server works if one of its addresses answered; one that was not asked this time keeps its last failure.</summary>
    private void NoteFailures(IEnumerable<StunProbe> asked)
    {
        foreach (var stale in _failures.Keys.Except(_counted.Select(server => server.Name)).ToList())
        {
            _failures.Remove(stale);
        }

        foreach (var unresolved in _servers.Where(server => server.Problem is not null))
        {
            _failures[unresolved.Name] = unresolved.Problem!;
        }

        foreach (var probes in asked.GroupBy(probe => probe.Server.Name))
        {
            if (probes.Any(probe => probe.Outcome == StunProbeOutcome.Answered))
            {
                _failures.Remove(probes.Key);
                breakers.Succeeded(TargetKind.StunServer, probes.Key);
            }
            else if (probes.FirstOrDefault(probe => probe.Failure is not null) is { } failed)
            {
                _failures[probes.Key] = failed.Failure!;
            }
        }
    }
}

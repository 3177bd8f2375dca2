using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Guests;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>
/// The daemon's state and what each event does to it. Belongs to <see cref="MeshAgent"/>'s loop alone; everything slow (processes,
/// disk, the API, names) is handed to a worker.
/// </summary>
public sealed partial class AgentState(
    DaemonOptions options,
    PrivateKey key,
    NodeStore store,
    PeerTable peers,
    PathChecker checker,
    DiscoveryRunner discovery,
    RelayRunner relays,
    FailoverRunner failover,
    GatewayRunner gateways,
    PoolRunner pool,
    GuestBook guests,
    IStunTransport transport,
    ILocalAddresses addresses,
    AgentWorkers workers,
    TargetBreakers breakers,
    DaemonMetrics metrics,
    TimeProvider time,
    ILogger<AgentState> logger)
{
    /// <summary>A handshake younger than this means that WireGuard's endpoint works (REJECT_AFTER_TIME).</summary>
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromSeconds(180);

    /// <summary>How long a handshake is looked out for.</summary>
    private static readonly TimeSpan EagerFor = TimeSpan.FromSeconds(30);

    /// <summary>How often the machine's addresses are read although the kernel told of no change (<see cref="AddressChanges"/>): to read them takes milliseconds.</summary>
    private static readonly TimeSpan AddressCheckInterval = TimeSpan.FromSeconds(15);

    /// <summary>Between two reports that nothing but time calls for: one about hundreds of peers takes milliseconds to make and compare.</summary>
    private static readonly TimeSpan MeasurementsInterval = TimeSpan.FromSeconds(15);

    private readonly ReportBuilder _report = new(key, time);
    private readonly Absence _absence = new();
    private MeshNode? _node;
    private Assignment? _assignment;
    private ImmutableArray<string> _assignmentProblems = [];
    private WireGuardState? _found;
    private DeviceOrder? _ordered;
    private string? _appliedRevision;
    private string? _deviceProblem;
    private string? _shareProblem;
    private ImmutableArray<IPAddress> _localAddresses = [];
    private int _place;
    private TimeSpan _addressesDueAt = TimeSpan.Zero;
    private TimeSpan _measurementsDueAt = TimeSpan.Zero;
    private SavedState? _saved;
    private bool _isStateStale;
    private bool _isReportStale = true;

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => (_assignment is null, IsShared) switch
    {
        (true, _) => null,
        (false, false) => _addressesDueAt,
        (false, true) => Due.Earliest(checker.NextDue, discovery.NextDue, relays.NextDue, failover.NextDue, gateways.NextDue, pool.NextDue, guests.NextDue, _addressesDueAt, _turnDueAt),
    };

    /// <summary>Comes back from disk, with what WireGuard still does, before the first event.</summary>
    /// <param name="device">The device as found; null if there is none.</param>
    /// <param name="now">Monotonic time.</param>
    public void Restore(WireGuardState? device, TimeSpan now)
    {
        _found = device;
        _saved = store.Read(SavedState.FileName, SavedStateJsonContext.Default.SavedState);
        if (_saved?.Node is { } node)
        {
            _report.Continue(node.Status?.Agent);
            _absence.Present(node.Metadata?.DeletionTimestamp is not null);
            TakeOrders(node, now);
            TakeTurnServers(node);
            RestoreGuests(now);
            logger.Restored(_assignment?.Revision ?? "none", peers.All.Length);
        }
    }

    /// <summary>Takes one event.</summary>
    public void Handle(AgentEvent happened, TimeSpan now)
    {
        // What is frequent says itself when it changes what is published.
        _isReportStale |= happened is not (AgentEvent.DatagramReceived or AgentEvent.RelayMessageReceived or AgentEvent.DeviceRead or AgentEvent.HelloJudged or AgentEvent.PeerRead or AgentEvent.GatewayProbed or AgentEvent.StrayCaught or AgentEvent.AddressRead or AgentEvent.FlowsSeen or AgentEvent.PacketCaught);
        switch (happened)
        {
            case AgentEvent.OwnNodeChanged { Node: { } node }:
                workers.Reporter.Observe(node.Status?.Agent);
                _report.Remember(node.Status?.Agent);
                workers.Heartbeat.IsPaused = false;
                _absence.Present(node.Metadata?.DeletionTimestamp is not null);
                TakeOrders(node, now);
                TakeTurnServers(node);
                break;
            case AgentEvent.OwnNodeChanged:
                Miss(now);
                break;
            case AgentEvent.DatagramReceived datagram:
                HandleDatagram(datagram, now);
                break;
            case AgentEvent.RelayMessageReceived received:
                _ = relays.TryHandle(received.Port, received.From, received.Message.Span, now);
                break;
            case AgentEvent.PeerRead { Node: { } node } read:
                guests.Handle(read, now);
                TakeCandidates(read.Name, node, now);
                relays.Take(read.Name, node, now);
                break;
            case AgentEvent.ServersResolved resolved:
                discovery.Resolved(resolved.Servers, _assignment?.Endpoint, [.. _localAddresses.Select(address => new IPEndPoint(address, Port))], now);
                break;
            case AgentEvent.AddressesChanged:
                _addressesDueAt = now;
                break;
            case AgentEvent.NatMeasured measured:
                discovery.Measured(measured.Report);
                break;
            case AgentEvent.PacketCaught packet:
                pool.Handle(packet, now);
                break;
            case AgentEvent.StrayCaught stray:
                guests.Handle(stray, now);
                break;
            case AgentEvent.AddressRead read:
                guests.Handle(read, now);
                break;
            case AgentEvent.HelloJudged judged:
                failover.Handle(judged, now);
                gateways.Handle(judged, failover.Find(judged.Peer)?.State, now);
                break;
            case AgentEvent.GatewayProbed probed:
                gateways.Handle(probed, now);
                break;
            case AgentEvent.FlowsSeen seen:
                gateways.Handle(seen, now);
                break;
            case AgentEvent.DeviceApplied applied:
                TakeResult(applied, now);
                break;
            case AgentEvent.TurnChanged turn:
                TakeTurn(turn, now);
                break;
            case AgentEvent.TurnServersChanged turn:
                _turnReport = turn.Report;
                break;
            case AgentEvent.DeviceRead read:
                TakeDevice(read, now);
                break;
            case AgentEvent.PortMapped mapped:
                TakePortMapping(mapped.Report, now);
                break;
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        if (_assignment is not null && now >= _addressesDueAt)
        {
            _addressesDueAt = now + AddressCheckInterval;
            if (now >= _measurementsDueAt)
            {
                _measurementsDueAt = now + MeasurementsInterval;
                _isReportStale = true;
            }

            var current = addresses.Read(_assignment.MeshCidrs);
            if (!current.SequenceEqual(_localAddresses))
            {
                _isReportStale = true;
                _localAddresses = current;
                _place++;
                LookAround(now);
            }
        }

        TickGuests(now);
        if (IsShared)
        {
            checker.Tick(now);
            if (checker.TakeLoss())
            {
                discovery.Refresh(now);
            }

            discovery.Tick(now);
            TickRelays(now);
            TakeToldTurn(now);
            TickPool(now);
            TickFailover(now);
            gateways.Tick(now);
            if (discovery.TakeMove())
            {
                relays.Move(now);
                SearchAnew(now);
            }
        }

        MeasureNat();
        if (discovery.TakeRequestToResolve() && _assignment is not null)
        {
            workers.Resolver.Request(_assignment.Endpoint is { } endpoint ? [.. _assignment.StunServers, endpoint] : _assignment.StunServers);
        }
    }

    /// <summary>Orders the machine, reports and saves, as far as something changed.</summary>
    public void Publish(TimeSpan now)
    {
        workers.Device.IsEager = peers.All.Any(session => session.AwaitingHandshakeSince is { } since && now - since < EagerFor);
        if (!(checker.TakeNews() | failover.TakeNews() | pool.TakeNews() | gateways.TakeNews() | breakers.TakeNews() | discovery.TakeNews() | relays.Reach.TakeNews() | _isReportStale))
        {
            if (IsShared && _turnDueAt <= now)
            {
                OrderTurn(now);
            }

            return;
        }

        checker.Announce(Own(), now);

        _isReportStale = false;
        _isStateStale |= checker.TakeLearned();
        if (_assignment is not null)
        {
            ConfigureChecks(_assignment, now);
            Order(_assignment, now);
            workers.Reporter.Post(_report.Build(Facts() with { PortMapping = _portMapping, RelayReach = RelayReport() }, peers.All));
        }

        workers.PortMapping.Set(PortMappingOrder());
        if (IsShared)
        {
            OrderTurn(now);
        }

        metrics.Read(Reading());
        if (_isStateStale)
        {
            _isStateStale = false;
            workers.Saver.Post(new SavedState { Node = _node, Peers = [.. peers.All.Where(session => !session.Candidates.IsEmpty || guests.Has(session.Identity.Name)).Select(Save)] });
        }
    }

    private ImmutableArray<RemoteCandidate> Own() => OwnCandidates.List(
        _localAddresses,
        Port,
        discovery.Configured,
        MappedByRouter,
        _assignment is { HolePunching: false } ? [] : discovery.Findings?.Reflexive ?? []);

    private int Port => _assignment?.ListenPort ?? options.ListenPort;

    /// <summary>Whether WireGuard's port is open and shared, so that STUN can run over it.</summary>
    private bool IsShared { get; set; }

}

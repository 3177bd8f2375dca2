using System.Diagnostics.Metrics;
using System.Net;
using MeshGate.Core.Connections;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.Discovery;
using MeshGate.NodeDaemon.Failover;
using MeshGate.NodeDaemon.Gateways;
using MeshGate.NodeDaemon.Guests;
using MeshGate.NodeDaemon.Health;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.PortMapping;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tracing;
using MeshGate.NodeDaemon.Turn;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Probing.Sockets;
using MeshGate.Tests.PortMapping;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using k8s.Models;

namespace MeshGate.NodeDaemon.Tests.Fakes;

/// <summary>A whole daemon but for its system: machine, network and API server are fakes.</summary>
internal sealed class AgentRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeKubernetes _api;
    private readonly DaemonClock _time;
    private readonly DaemonMetrics _metrics = new();
    private readonly PathTraces _traces = new("rig", TimeProvider.System);
    private readonly AgentWorkers _workers;
    private readonly AgentState _state;
    private readonly MeshAgent _agent;
    private readonly PeerReader _reader;
    private readonly AddressReader _owners;
    private readonly SleepTraps _traps = new();
    private readonly PoolRunner _pool;
    private Task[] _running = [];

    public AgentRig(string name, IPAddress address, string directory, FakeMachine machine, FakeNetwork network, FakeKubernetes api, DaemonClock time)
    {
        (Name, Machine, _api, _time) = (name, machine, api, time);
        var options = new DaemonOptions { NodeName = name, Namespace = "meshgate-system", InterfaceName = "mesh0", StateDirectory = directory, ListenPort = 51820 };
        var store = new NodeStore(directory);
        Key = NodeKey.LoadOrCreate(store);
        machine.KeyFileHolds = Key.PublicKey.ToString();
        Place = network.Join(address, (from, message) => _agent!.Post(from, message));
        var peers = new PeerTable(Key);
        _reader = new PeerReader(api, time, NullLogger<PeerReader>.Instance);
        var checker = new PathChecker(peers, Key, Place, _reader, _metrics, _traces, NullLogger<PathChecker>.Instance);
        Breakers = new TargetBreakers(time, NullLogger<TargetBreakers>.Instance);
        var discovery = new DiscoveryRunner(Place, Breakers, _metrics, NullLogger<DiscoveryRunner>.Instance);
        var wireGuard = new WgTool("mesh0", machine, time);
        var hellos = new HelloDetector(options, time, NullLogger<HelloDetector>.Instance);
        var lane = new FailoverLane(wireGuard, new PinTable("mesh0", machine, time), time, NullLogger<FailoverLane>.Instance);
        var failover = new FailoverRunner(peers, checker, hellos, lane, _metrics, _traces, NullLogger<FailoverRunner>.Instance);
        _workers = new AgentWorkers(
            new DeviceWorker(wireGuard, new IpTool("mesh0", machine, () => machine.HasIPv6), machine, time, NullLogger<DeviceWorker>.Instance),
            new StatusReporter(api, options, time, new Random(1), NullLogger<StatusReporter>.Instance),
            new Heartbeat(api, options, time, new Random(1), NullLogger<Heartbeat>.Instance),
            new ServerResolver(time),
            new StateSaver(store, time, NullLogger<StateSaver>.Instance),
            new PortMappingWorker(
                Router, Router, Router, new PortMappingMemory(store, NullLogger<PortMappingMemory>.Instance), _metrics, time, NullLogger<PortMappingWorker>.Instance),
            new TurnPaths(new TurnCounters(), Breakers, time, NullLogger<TurnPaths>.Instance),
            hellos,
            lane,
            new BehaviorWorker(new UdpProbeSockets(), time, NullLogger<BehaviorWorker>.Instance),
            new GatewayProber(options, machine, new FakeCounters(), time),
            new ForwardingWorker(options, machine, time, NullLogger<ForwardingWorker>.Instance, directory),
            Strays);
        var gateways = new GatewayRunner(peers, hellos, lane, _workers.Prober, Breakers, _metrics, NullLogger<GatewayRunner>.Instance);
        _pool = new PoolRunner(peers, checker, failover, lane, _traps, Place, Breakers, _metrics, time, NullLogger<PoolRunner>.Instance);
        checker.Gate = _pool;
        _traps.Bind(caught => _agent!.Post(caught));
        var ports = new FakeRelayPorts();
        var parties = new RelayParties(Key, peers, _reader);
        var relays = new RelayRunner(
            parties,
            new RelayServer(parties, new RelayLinker(options, parties, peers, checker, _reader, Place, ports, _metrics), Place, ports, NullLogger<RelayServer>.Instance),
            new RelaySeeker(options, parties, peers, checker, _reader, Place, Breakers, _metrics, NullLogger<RelaySeeker>.Instance),
            new RelayReach(parties, peers, Place),
            _metrics);
        _owners = new AddressReader(api, NullLogger<AddressReader>.Instance);
        checker.OwnName = name;
        var guests = new GuestBook(Key, peers, _reader, _owners, Strays, _metrics, NullLogger<GuestBook>.Instance);
        _state = new AgentState(options, Key, store, peers, checker, discovery, relays, failover, gateways, _pool, guests, Place, Place, _workers, Breakers, _metrics, time, NullLogger<AgentState>.Instance);
        _agent = new MeshAgent(_state, _metrics, time);
    }

    public string Name { get; }

    public PrivateKey Key { get; }

    public string PublicKey => Key.PublicKey.ToString();

    public FakeMachine Machine { get; }

    public FakeNetwork.Place Place { get; }

    /// <summary>What looks for nodes that are no peers.</summary>
    public FakeStrays Strays { get; } = new();

    /// <summary>The router before the machine; none unless a test gives it a gateway.</summary>
    public FakeRouter Router { get; } = new();

    /// <summary>Why the daemon is not ready, or not alive; null where it is.</summary>
    public string? Problem => _agent.Problem ?? _workers.Device.Problem;

    /// <summary>Whether a part of the daemon ended.</summary>
    public bool HasFailed => _running.Any(part => part.IsCompleted);

    public static MeshNode Node(string name, string address, string revision, params AgentRig[] members) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new MeshNodeSpec { Addresses = [address] },
        Status = new MeshNodeStatus
        {
            Assignment = new MeshNodeAssignment
            {
                Revision = revision,
                Members = [.. members.Select((member, i) => new MeshMember { Name = member.Name, PublicKey = member.PublicKey, Addresses = [member.Name == "a" ? "100.96.0.1" : "100.96.0.2"] })],
                Settings = new EffectiveSettings { MeshCIDRs = ["100.96.0.0/16"] },
            },
        },
    };

    /// <summary>What the daemon leaves alone.</summary>
    public TargetBreakers Breakers { get; }

    /// <summary>Whether its loop has nothing to do until the clock moves.</summary>
    public bool IsIdle => _agent.IsIdle || HasFailed;

    /// <summary>Which sessions are awake.</summary>
    public PoolState Pool => _pool.State;

    /// <summary>How many sessions the metrics count in a state.</summary>
    public long Sessions(string state)
    {
        long told = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listens) =>
            {
                if (_metrics.Owns(instrument.Meter) && instrument.Name == "sessions")
                {
                    listens.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => told += (string?)tags[0].Value == state ? value : 0);
        listener.Start();
        listener.RecordObservableInstruments();
        return told;
    }

    /// <summary>WireGuard sends something to a peer that sleeps.</summary>
    public void Catch(AgentRig peer, byte[] packet) => _agent.Post(new AgentEvent.PacketCaught(peer.Name, packet));

    /// <summary>A packet was caught on its way to an address that no peer has.</summary>
    public void CatchStray(byte[] packet) => _agent.Post(new AgentEvent.StrayCaught(packet));

    /// <summary>Such packets are caught from now on.</summary>
    public void OpenStrayTrap()
    {
        Strays.IsOpen = true;
        _agent.Post(new AgentEvent.StrayTrapChanged());
    }

    public async Task StartAsync()
    {
        _state.Restore(await _workers.Device.ReadAsync(_stop.Token), TimeSpan.Zero);
        _api.Changed += Tell;
        if (!_api.IsAway && _api.Node(Name) is { } node)
        {
            Tell(Name, node);
        }

        Func<Task>[] parts =
        [
            () => _agent.RunAsync(_stop.Token),
            () => _workers.Device.RunAsync(_agent.Post, _stop.Token),
            () => _workers.Reporter.RunAsync(_stop.Token),
            () => _workers.Lane.RunAsync(_stop.Token),
            () => _workers.Saver.RunAsync(_stop.Token),
            () => _workers.PortMapping.RunAsync(_agent.Post, _stop.Token),
            () => _workers.Resolver.RunAsync(servers => _agent.Post(new AgentEvent.ServersResolved(servers)), _stop.Token),
            () => _reader.RunAsync((name, node) => _agent.Post(new AgentEvent.PeerRead(name, node)), _stop.Token),
            () => _owners.RunAsync(_agent.Post, _stop.Token),
        ];
        _running = [.. parts.Select(_time.Begin)];
        _time.Attach(this);
    }

    private void Tell(string name, MeshNode? node)
    {
        if (name == Name && !_api.IsAway)
        {
            _agent.Post(new AgentEvent.OwnNodeChanged(node));
        }
    }

    /// <summary>Ends the daemon, as SIGKILL would; the machine carries on.</summary>
    public async ValueTask DisposeAsync()
    {
        _api.Changed -= Tell;
        _time.Detach(this);
        Place.Leave();
        await _stop.CancelAsync();

        // All of them: one that still writes would write into a directory that the test removes.
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _workers.Device.Dispose();
        _workers.Reporter.Dispose();
        _workers.Resolver.Dispose();
        _workers.Saver.Dispose();
        _workers.PortMapping.Dispose();
        _workers.Turn.Dispose();
        _workers.Hellos.Dispose();
        _workers.Behavior.Dispose();
        _traps.Dispose();
        _metrics.Dispose();
        _traces.Dispose();
        Key.Dispose();
        _stop.Dispose();
    }
}

using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Turn.Servers;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>
/// Keeps peers reachable through TURN servers: one allocation for each, never shared, on a socket of its own. Takes whole wanted values, as
/// often as anybody likes, and tells of each change by <see cref="AgentEvent.TurnChanged"/> and <see cref="AgentEvent.TurnServersChanged"/>.
/// </summary>
public sealed class TurnPaths : IDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private readonly SocketPoller _poller = new("turn-forwarding");
    private readonly Mailbox<Wanted> _wanted = new();
    private readonly Dictionary<string, (TurnPathWorker Worker, Task Running)> _workers = new(StringComparer.Ordinal);
    private readonly List<Task> _ending = [];
    private readonly Lock _telling = new();
    private readonly TurnServers _servers;
    private readonly TurnCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger<TurnPaths> _logger;
    private Wanted? _last;

    /// <summary>Resolves names as the system does.</summary>
    public TurnPaths(TurnCounters counters, TargetBreakers breakers, TimeProvider time, ILogger<TurnPaths> logger)
        : this(counters, breakers, time, logger, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>Resolves names as it is told to.</summary>
    public TurnPaths(TurnCounters counters, TargetBreakers breakers, TimeProvider time, ILogger<TurnPaths> logger, Func<string, CancellationToken, Task<IPAddress[]>> lookUp)
    {
        _counters = counters;
        _time = time;
        _logger = logger;
        _servers = new TurnServers(_poller, breakers, time, logger, lookUp);
    }

    /// <summary>How one of several servers is chosen, and how long it has to answer.</summary>
    public LoadBalancerBlock Settings
    {
        get => _servers.Settings;
        set => _servers.Settings = value;
    }

    /// <summary>Says what is wanted: all of it, replacing what was wanted before. Equal values change nothing.</summary>
    /// <param name="servers">The servers that may be used.</param>
    /// <param name="wanted">The peers to be reached, each once.</param>
    /// <param name="wireGuardPort">WireGuard's port on this machine.</param>
    /// <param name="isUdpSilent">Whether nobody answers over UDP here, so that servers over TCP and TLS need not wait for those over UDP.</param>
    public void Set(ImmutableArray<TurnServerOrder> servers, ImmutableArray<TurnPathOrder> wanted, int wireGuardPort, bool isUdpSilent = false)
    {
        _servers.IsUdpSilent = isUdpSilent;
        var value = new Wanted(servers, wanted, wireGuardPort);
        if (_last is null || !value.IsLike(_last))
        {
            _last = value;
            _wanted.Post(value);
        }
    }

    /// <summary>Runs until cancelled; then gives every allocation back.</summary>
    public async Task RunAsync(Action<AgentEvent> post, CancellationToken cancellationToken)
    {
        try
        {
            _servers.Changed = () =>
            {
                // Made and told in one, so that the last to be told is the newest.
                lock (_telling)
                {
                    post(new AgentEvent.TurnServersChanged(_servers.Report()));
                }
            };
            while (true)
            {
                Apply(await _wanted.TakeAsync(cancellationToken), (peer, path) => post(new AgentEvent.TurnChanged(peer, path)));
            }
        }
        finally
        {
            foreach (var (worker, running) in _workers.Values)
            {
                worker.End();
                _ending.Add(running);
            }

            _workers.Clear();
            await Task.WhenAny(Task.WhenAll(_ending), Task.Delay(EndLimit, _time, CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wanted.Dispose();
        _servers.Dispose();
        _poller.Dispose();
    }

    private void Apply(Wanted wanted, Action<string, TurnPath?> tell)
    {
        var hasOtherServers = !_servers.Orders.SequenceEqual(wanted.Servers);
        if (hasOtherServers)
        {
            _servers.Orders = wanted.Servers;
            _servers.Changed();
            _servers.Prepare();
        }

        var orders = wanted.Paths.Where(_ => wanted.WireGuardPort > 0).DistinctBy(order => order.Peer).ToDictionary(order => order.Peer, StringComparer.Ordinal);
        _ending.RemoveAll(task => task.IsCompleted);
        foreach (var (peer, (worker, running)) in _workers.Where(known => wanted.Servers.IsEmpty || !orders.ContainsKey(known.Key)).ToList())
        {
            worker.End();
            _ending.Add(running);
            _workers.Remove(peer);
        }

        foreach (var order in orders.Values.Where(_ => !wanted.Servers.IsEmpty))
        {
            if (_workers.TryGetValue(order.Peer, out var known))
            {
                known.Worker.Want(order, wanted.WireGuardPort);
                if (hasOtherServers)
                {
                    known.Worker.Wake();
                }
            }
            else
            {
                var worker = new TurnPathWorker(order, wanted.WireGuardPort, _servers, _poller, _counters, _time, _logger, tell);
                _workers[order.Peer] = (worker, Task.Run(worker.RunAsync));
            }
        }
    }

    private sealed record Wanted(ImmutableArray<TurnServerOrder> Servers, ImmutableArray<TurnPathOrder> Paths, int WireGuardPort)
    {
        public bool IsLike(Wanted other) => WireGuardPort == other.WireGuardPort && Servers.SequenceEqual(other.Servers) && Paths.SequenceEqual(other.Paths);
    }
}

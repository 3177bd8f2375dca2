using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeshGate.Core.Policy;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Turn;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.NodeDaemon.Tests.Turn;

/// <summary>One machine: a socket in WireGuard's place, and paths through TURN servers.</summary>
internal sealed class TurnEnd : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly TurnPaths _paths;
    private readonly ConcurrentDictionary<string, TurnPath> _known = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly Task _running;

    public TurnEnd()
    {
        WireGuard = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 3000 };
        WireGuard.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _paths = new TurnPaths(Counters, Breakers, TimeProvider.System, NullLogger<TurnPaths>.Instance);
        _running = _paths.RunAsync(Take, _stop.Token);
    }

    public Socket WireGuard { get; }

    public LoadBalancerBlock Settings
    {
        set => _paths.Settings = value;
    }

    public IPEndPoint Address => (IPEndPoint)WireGuard.LocalEndPoint!;

    public TurnCounters Counters { get; } = new();

    public TargetBreakers Breakers { get; } = new(TimeProvider.System, NullLogger<TargetBreakers>.Instance);

    /// <summary>Every problem that was told.</summary>
    public IEnumerable<string> Problems => _problems;

    public void Set(ImmutableArray<TurnServerOrder> servers, params TurnPathOrder[] wanted) => _paths.Set(servers, [.. wanted], Address.Port);

    public TurnPath? Path(string peer) => _known.GetValueOrDefault(peer);

    /// <summary>Waits for a path.</summary>
    public async Task<TurnPath> WaitAsync(string peer, Func<TurnPath, bool> until)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Limit)
        {
            if (_known.TryGetValue(peer, out var path) && until(path))
            {
                return path;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var last = _known.GetValueOrDefault(peer);
        Assert.Fail($"No such path to {peer} in time; relayed {List(last?.Relayed)}, remotes {List(last?.Remotes)}, problems: {string.Join(" | ", _problems)}.");
        throw new InvalidOperationException();
    }

    public void Send(string text, IPEndPoint to) => WireGuard.SendTo(Encoding.UTF8.GetBytes(text), to);

    /// <summary>Receives one datagram; a socket exception when none comes.</summary>
    public (string Text, IPEndPoint From) Receive(Socket? socket = null)
    {
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        var buffer = new byte[4096];
        var length = (socket ?? WireGuard).ReceiveFrom(buffer, ref from);
        return (Encoding.UTF8.GetString(buffer, 0, length), (IPEndPoint)from);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _paths.Dispose();
        WireGuard.Dispose();
        _stop.Dispose();
    }

    /// <summary>How the servers were last said to do.</summary>
    public TurnServersReport Report { get; private set; } = TurnServersReport.None;

    private static string List<T>(ImmutableArray<T>? items) => items is { } known ? $"[{string.Join(", ", known)}]" : "none";

    private void Take(AgentEvent happened)
    {
        if (happened is AgentEvent.TurnServersChanged servers)
        {
            Report = servers.Report;
            return;
        }

        var changed = Assert.IsType<AgentEvent.TurnChanged>(happened);
        if (changed.Path is null)
        {
            _known.TryRemove(changed.Peer, out _);
            return;
        }

        _known[changed.Peer] = changed.Path;
        if (changed.Path.Problem is { } problem)
        {
            _problems.Enqueue(problem);
        }
    }
}

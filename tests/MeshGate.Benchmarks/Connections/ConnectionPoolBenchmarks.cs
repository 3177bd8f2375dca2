using BenchmarkDotNet.Attributes;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Core.Connections;
using MeshGate.Core.Policy;

namespace MeshGate.Benchmarks.Connections;

/// <summary>A session that is awake has traffic: of 2,000 peers, 500 of them awake.</summary>
public class ConnectionPoolBenchmarks
{
    private const int Peers = 2000;
    private const int Awake = 500;

    private PoolState _pool = new() { Settings = new ConnectionsBlock { MaxConnections = Awake } };
    private PoolEvent[] _used = [];
    private TimeSpan _now = TimeSpan.FromSeconds(1);
    private int _turn;

    /// <summary>Wakes the sessions.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string[] names = [.. Enumerable.Range(0, Peers).Select(i => $"peer-{i}")];
        Step(new PoolEvent.Known([.. names.Select(name => new PoolMember(name, IsHeld: false))]));
        foreach (string name in names.Take(Awake))
        {
            Step(new PoolEvent.Wanted(name, WakeCause.Packet));
            Step(new PoolEvent.CameUp(name));
        }

        _used = [.. names.Take(Awake).Select(name => new PoolEvent.Used(name))];
    }

    /// <summary>1 µs, also where each hit is the first of its second.</summary>
    [Benchmark]
    [Bound(1000, "ns")]
    public int Hit()
    {
        _now += PoolTimers.UseGrain;
        Step(_used[_turn = (_turn + 1) % Awake]);
        return _pool.Awake;
    }

    private void Step(PoolEvent happened) => _pool = ConnectionPool.Step(_pool, happened, _now).State;
}

using BenchmarkDotNet.Attributes;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Core.LoadBalancing;

namespace MeshGate.Benchmarks.LoadBalancing;

/// <summary>A selection among 1,000 targets of different weights, half of their connections in use, and its release.</summary>
public class SelectionBenchmarks
{
    private LoadBalancer _balancer = null!;
    private ulong _draw;

    /// <summary>The strategy.</summary>
    [ParamsAllValues]
    public LoadBalancingStrategy Strategy { get; set; }

    /// <summary>Makes the balancer, with latencies for each target.</summary>
    [GlobalSetup]
    public void Setup() => _balancer = ManyTargets.Make(Strategy, isSticky: false);

    /// <summary>100 ns, without allocation.</summary>
    [Benchmark]
    [Bound(100, "ns")]
    public string Select()
    {
        _draw += 0x9e3779b97f4a7c15;
        LiveTarget target = _balancer.Select(_draw, _draw, ManyTargets.Now)!;
        _balancer.Release(target);
        return target.Name;
    }

    /// <summary>No byte.</summary>
    [Benchmark]
    [Bound(0, "B")]
    public string SelectAllocates() => Select();
}

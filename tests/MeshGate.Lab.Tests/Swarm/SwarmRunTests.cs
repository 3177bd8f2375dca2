using MeshGate.Lab.Machines;
using MeshGate.Lab.Swarm.Cluster;
using MeshGate.Lab.Swarm.Reporting;
using MeshGate.Lab.Swarm.Running;
using MeshGate.Lab.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Lab.Tests.Swarm;

/// <summary>A small swarm against the embedded API and the operator's own program, in real time.</summary>
public sealed class SwarmRunTests
{
    private const int Agents = 25;

    [Fact]
    public async Task RunAsync_MeasuresJoinPassAndChanges_WhenTheOperatorWorks()
    {
        var binaries = Require();
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await SwarmCluster.StartAsync(binaries, ApiKind.Embedded, TimeProvider.System, token);

        var report = await SwarmRun.RunAsync(
            new SwarmOptions
            {
                Connection = cluster.Connect(),
                Agents = Agents,
                Create = true,
                Joins = 1,
                Leaves = 1,
                Delete = true,
                Quiet = TimeSpan.FromSeconds(5),
                Changing = 100,
                ChangingFor = TimeSpan.FromSeconds(10),
                Timeout = TimeSpan.FromMinutes(2),
                OperatorMetrics = cluster.OperatorMetrics,
                Bars = new SwarmBars { Writes = 4, PassWrites = 0, Bytes = 40_000 },
            },
            TimeProvider.System,
            _ => { },
            NullLogger.Instance,
            token);

        Assert.True(report.Passed, report.Problem);
        Assert.All(report.Bars, bar => Assert.True(bar.Passed, $"{bar.Name}: {bar.Value} of {bar.Bound}"));
        Assert.Equal((Agents - 1, Agents - 1), (report.Join.PeersFewest, report.Join.PeersMost));
        Assert.True(report.Join.AssignedSeconds <= report.Join.ReadySeconds);
        Assert.True(report.Join.Settled.P50 <= report.Join.Settled.Max);
        Assert.Equal(Agents * (Agents - 1), report.Steady!.Sessions);
        Assert.InRange(report.Steady.Changes, 1, 2 * report.Steady.Sessions);
        Assert.True(report.Steady.DaemonWritesPerSecond > 0);
        Assert.Equal([("leave", Agents - 1), ("join", Agents - 1)], report.Changes.Select(change => (change.Kind, change.Touched)));
        Assert.All(report.Changes, change => Assert.True(change.Seconds > 0));
        Assert.Equal(0, report.Traffic.Failures);
        Assert.True(report.Operator!.Writes["meshnodes"] >= Agents);
    }

    [Fact]
    public async Task RunAsync_SaysWhatItWaitedFor_WhenThereAreNoMeshNodes()
    {
        var binaries = Require();
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await SwarmCluster.StartAsync(binaries, ApiKind.Embedded, TimeProvider.System, token);

        var report = await SwarmRun.RunAsync(
            new SwarmOptions { Connection = cluster.Connect(), Agents = 2, Timeout = TimeSpan.FromSeconds(1), Bars = new SwarmBars { Assign = TimeSpan.FromSeconds(30) } },
            TimeProvider.System,
            _ => { },
            NullLogger.Instance,
            token);

        Assert.False(report.Passed);
        Assert.Contains("in vain", report.Problem, StringComparison.Ordinal);
        Assert.Equal(new BarResult("all assigned", null, 30, "s", false), Assert.Single(report.Bars));
    }

    private static LabBinaries Require()
    {
        var binaries = LabBinaries.Find(Path.Combine(LabProgram.Tree, "bin"), null);
        LabEnvironment.Require("setsid", binaries.Lab, binaries.Operator);
        return binaries;
    }
}

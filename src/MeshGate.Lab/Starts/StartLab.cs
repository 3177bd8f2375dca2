using System.Net;
using MeshGate.Lab.Load;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Starts;

/// <summary>
/// A lab of one machine with a daemon and a crowd of peers that are up, in which the machine loses power again and again: its daemon and its
/// WireGuard are killed, WireGuard comes back without a peer, address or route, and the daemon with what it has on disk.
/// </summary>
internal sealed class StartLab(RunningLab lab, DaemonBuild build)
{
    private const string Machine = "one";
    private const string Crowd = "town";
    private const int Kill = 9;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<StartTimes> _starts = [];
    private readonly List<ProcessMemory> _memory = [];
    private long _startedAt;

    /// <summary>The lab, to be disposed of.</summary>
    internal RunningLab Lab => lab;

    /// <summary>Waits until the mesh stands.</summary>
    internal async Task FormAsync(CancellationToken cancellationToken)
    {
        var peers = lab.Machines[Crowd].Spec.Crowd!.Peers;
        await WithinAsync(
            async token =>
            {
                IReadOnlyList<IPAddress> members;
                while ((members = await lab.CrowdAsync(Crowd, token)).Count < peers)
                {
                    await Task.Delay(Poll * 10, lab.Time, token);
                }

                await ConfiguredAsync(peers, token);
                foreach (var member in members)
                {
                    await FirstAnswer.WaitAsync(lab.Machines[Machine].Network, member, lab.Time, token);
                }
            },
            "its mesh to form",
            cancellationToken);
    }

    /// <summary>Boots the machine once, and pings one member of the crowd after the other with each.</summary>
    internal async Task<StartTimes> BootAsync(CancellationToken cancellationToken)
    {
        var members = await lab.CrowdAsync(Crowd, cancellationToken);
        var daemon = lab.Process($"{Machine}/daemon");
        await daemon.EndAsync(Kill, cancellationToken);
        await lab.Process($"{Machine}/wireguard").EndAsync(Kill, cancellationToken);
        await lab.StartAsync($"{Machine}/wireguard", cancellationToken);
        _startedAt = lab.Time.GetTimestamp();
        daemon.Start();
        double configured = 0;
        double tunnel = 0;
        double cpu = 0;
        await WithinAsync(
            token => Task.WhenAll(
                TimeAsync(ConfiguredAsync(members.Count, token), seconds => configured = seconds),
                TimeAsync(
                    FirstAnswer.WaitAsync(lab.Machines[Machine].Network, members[_starts.Count % members.Count], lab.Time, token),
                    seconds => (tunnel, cpu) = (seconds, CpuClock.Read([daemon]).GetValueOrDefault(daemon.Name).Time.TotalSeconds))),
            "a tunnel after its start",
            cancellationToken);
        var times = new StartTimes(configured, tunnel, cpu);
        _starts.Add(times);
        return times;
    }

    /// <summary>Reads the daemon's memory some time after its last start.</summary>
    internal async Task WeighAsync(TimeSpan after, CancellationToken cancellationToken)
    {
        var left = after - lab.Time.GetElapsedTime(_startedAt);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, lab.Time, cancellationToken);
        _memory.Add(Memory());
    }

    /// <summary>Has the machine ping every peer for some time, and tells everything that was measured.</summary>
    internal async Task<BuildFigures> UseAsync(TimeSpan interval, TimeSpan duration, CancellationToken cancellationToken)
    {
        const string Name = "use";
        await lab.Costs.StartAsync(Name, Machine, Crowd, interval, cancellationToken);
        await Task.Delay(duration, lab.Time, cancellationToken);
        var memory = Memory();
        await lab.Costs.StopAsync(Name);
        var cost = lab.Costs.Result(Name);
        return new BuildFigures(
            build.Name, _starts, _memory, memory, cost.CpuPercent($"{Machine}/daemon") is { } cpu ? Math.Round(cpu, 2) : null, cost.Pings, cost.Answers);
    }

    private ProcessMemory Memory() => ProcessMemory.Of(
        lab.Process($"{Machine}/daemon").ProcessId ?? throw new LabException($"The daemon {build.Name} ended:\n{lab.Process($"{Machine}/daemon").LogTail(20)}"));

    private async Task ConfiguredAsync(int peers, CancellationToken cancellationToken)
    {
        while ((await lab.Machines[Machine].PeersAsync(cancellationToken)).Count < peers)
        {
            await Task.Delay(Poll, lab.Time, cancellationToken);
        }
    }

    private async Task TimeAsync(Task happens, Action<double> take)
    {
        await happens;
        take(Math.Round(lab.Time.GetElapsedTime(_startedAt).TotalSeconds, 3));
    }

    private async Task WithinAsync(Func<CancellationToken, Task> act, string what, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await act(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"The daemon {build.Name} waited {Patience.TotalSeconds:0} s in vain for {what}:\n{lab.Process($"{Machine}/daemon").LogTail(20)}");
        }
    }
}

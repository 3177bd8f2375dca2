using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Lab.Matrix;

/// <summary>Lets the machines of a lab join one after the other, and judges every pair against what the declared NATs allow.</summary>
/// <param name="lab">The lab.</param>
/// <param name="bars">What pairs are held to.</param>
/// <param name="known">Pairs that were judged before, and are not again.</param>
internal sealed class MatrixRun(RunningLab lab, MatrixBars bars, IReadOnlySet<(string A, string B)> known)
{
    private const int ProofsAtOnce = 3;
    private const int TransferSize = 32 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<(string A, string B), PairTiming> _timings = [];
    private readonly Dictionary<string, Standpoint> _standpoints =
        lab.Scenario.Machines.ToDictionary(m => m.Name, m => GroundTruth.Of(lab.Scenario, m), StringComparer.Ordinal);

    private IReadOnlyList<(string A, string B)> Pairs { get; } =
        [.. MeshView.Pairs(lab.Machines.Values.Where(m => m.Daemon is not null).Select(m => m.Spec.Name)).Where(pair => !known.Contains(pair))];

    /// <summary>Runs everything.</summary>
    /// <param name="say">Told what is being done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<IReadOnlyList<PairResult>> RunAsync(Action<string> say, CancellationToken cancellationToken)
    {
        await JoinAsync(say, cancellationToken);
        say("waiting until every pair has its path");
        await SettleAsync(cancellationToken);
        say($"sending traffic through {Pairs.Count} pairs");
        var pairs = new PairResult[Pairs.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Pairs.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ProofsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => pairs[i] = await ProveAsync(Pairs[i].A, Pairs[i].B, token));
        return pairs;
    }

    private async Task JoinAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var clock = new JoinClock(lab, (a, b) => Judge(a, b).IsPossible, !bars.DirectOnly, bars.Watch);
        var joined = new List<string>();
        foreach (var machine in lab.Machines.Values.Where(m => m.Daemon is not null).Select(m => m.Spec.Name))
        {
            foreach (var (other, timing) in await clock.JoinAsync(machine, joined, cancellationToken))
            {
                _timings[(other, machine)] = timing;
            }

            joined.Add(machine);
            say($"{joined.Count} machines: {machine} ({GroundTruth.Kind(lab.Scenario, lab.Machines[machine].Spec)})");
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var start = lab.Time.GetTimestamp();
        while (lab.Time.GetElapsedTime(start) < bars.Settle)
        {
            var view = await lab.ViewAsync(cancellationToken);
            if (Pairs.All(p => IsSettled(view, p.A, p.B)))
            {
                return;
            }

            await Task.Delay(Pause, lab.Time, cancellationToken);
        }
    }

    private bool IsSettled(MeshView view, string a, string b) => (Judge(a, b).IsPossible, WirePath.Reported(view, a, b)) switch
    {
        (true, var path) => path == PathKind.Direct,
        (false, PathKind.None) => bars.DirectOnly,
        _ => true,
    };

    private DirectPathVerdict Judge(string a, string b) => DirectPath.Judge(_standpoints[a], _standpoints[b]);

    private async Task<PairResult> ProveAsync(string a, string b, CancellationToken cancellationToken)
    {
        var view = await lab.ViewAsync(cancellationToken);
        var path = WirePath.Reported(view, a, b);
        return new PairResult(
            a, b, KindOf(a), KindOf(b), Judge(a, b), path,
            path != PathKind.None && await TalksAsync(a, b, cancellationToken), _timings.GetValueOrDefault((a, b)), view.Explain(a, b));
    }

    private async Task<bool> TalksAsync(string a, string b, CancellationToken cancellationToken) =>
        (await lab.PingAsync(a, b, mesh: true, null, cancellationToken) is not null
            || await lab.PingAsync(a, b, mesh: true, null, cancellationToken) is not null)
        && (await lab.TransferAsync(a, b, TransferSize, mesh: true, null, cancellationToken)).Intact
        && (await lab.TransferAsync(b, a, TransferSize, mesh: true, null, cancellationToken)).Intact;

    private string KindOf(string machine) => GroundTruth.Kind(lab.Scenario, lab.Machines[machine].Spec);
}

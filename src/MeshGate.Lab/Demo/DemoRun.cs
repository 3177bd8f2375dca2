using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Demo;

/// <summary>Waits until every pair of a lab is direct, and proves each pair by traffic.</summary>
public sealed class DemoRun(RunningLab lab)
{
    private const int TransferSize = 1 << 20;
    private const int ProofsAtOnce = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Every pair.</summary>
    public IReadOnlyList<(string A, string B)> Pairs { get; } =
        MeshView.Pairs(lab.Machines.Values.Where(m => m.Daemon is not null).Select(m => m.Spec.Name));

    /// <summary>Waits until all pairs are direct, or the deadline is over.</summary>
    /// <param name="within">The deadline.</param>
    /// <param name="progress">Told how many pairs are direct, and the newest of them, whenever that changes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The time until all were direct; null when they were not.</returns>
    public async Task<TimeSpan?> WaitAsync(TimeSpan within, Action<int, string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var start = lab.Time.GetTimestamp();
        var known = new HashSet<(string, string)>();
        while (true)
        {
            var view = await lab.ViewAsync(cancellationToken);
            var direct = Pairs.Where(p => view.IsDirect(p.A, p.B)).ToArray();
            var fresh = direct.Where(p => known.Add(p)).ToArray();
            if (fresh.Length > 0)
            {
                progress(direct.Length, string.Join(", ", fresh.Select(p => $"{p.A} ↔ {p.B}")));
            }

            var elapsed = lab.Time.GetElapsedTime(start);
            if (direct.Length == Pairs.Count || elapsed > within)
            {
                return direct.Length == Pairs.Count ? elapsed : null;
            }

            await Task.Delay(Pause, lab.Time, cancellationToken);
        }
    }

    /// <summary>Sends traffic through every pair and collects what is to be shown.</summary>
    public async Task<IReadOnlyList<PairProof>> ProveAsync(CancellationToken cancellationToken)
    {
        var proofs = new PairProof[Pairs.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Pairs.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ProofsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => proofs[i] = await ProveAsync(Pairs[i].A, Pairs[i].B, token));
        return proofs;
    }

    private async Task<PairProof> ProveAsync(string a, string b, CancellationToken cancellationToken)
    {
        var ping = await lab.PingAsync(a, b, mesh: true, null, cancellationToken);
        var transfer = await lab.TransferAsync(a, b, TransferSize, mesh: true, null, cancellationToken);
        var view = await lab.ViewAsync(cancellationToken);
        var atA = await PeerAsync(a, b, cancellationToken);
        var atB = await PeerAsync(b, a, cancellationToken);
        return new PairProof(
            a, b, view.IsDirect(a, b), atA?.Endpoint ?? "-", atB?.Endpoint ?? "-",
            lab.Time.GetUtcNow() - atA?.LastHandshake, ping, transfer);
    }

    private async Task<WireGuardPeer?> PeerAsync(string machine, string peer, CancellationToken cancellationToken)
    {
        var address = await lab.AddressAsync(peer, mesh: true, null, cancellationToken);
        var peers = await lab.Machines[machine].PeersAsync(cancellationToken);
        return peers.FirstOrDefault(p => p.Addresses.Contains(address));
    }
}

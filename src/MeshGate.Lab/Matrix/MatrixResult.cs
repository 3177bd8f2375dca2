using MeshGate.Lab.Reports;
using MeshGate.Traversal.Reachability;

namespace MeshGate.Lab.Matrix;

/// <summary>A whole matrix and what is to be said of it.</summary>
/// <param name="Pairs">Every pair.</param>
/// <param name="Bars">What it is held to.</param>
public sealed record MatrixResult(IReadOnlyList<PairResult> Pairs, MatrixBars Bars)
{
    /// <summary>The kinds of machines, in the order in which they were declared.</summary>
    public IReadOnlyList<string> Kinds { get; } = [.. Pairs.SelectMany(p => (string[])[p.KindA, p.KindB]).Distinct()];

    /// <summary>Seconds until the first packet, of every pair. One that never came counts as endless.</summary>
    public IReadOnlyList<double> FirstPacketSeconds => [.. Pairs
        .Where(p => p.Timing is not null && (!Bars.DirectOnly || p.Oracle.IsPossible))
        .Select(p => p.Timing!.FirstPacket?.TotalSeconds ?? double.PositiveInfinity)];

    /// <summary>Seconds until a direct path, of every pair that can have one.</summary>
    public IReadOnlyList<double> DirectSeconds => [.. Pairs
        .Where(p => p.Timing is not null && p.Oracle.Outlook == DirectPathOutlook.Possible)
        .Select(p => p.Timing!.Direct?.TotalSeconds ?? double.PositiveInfinity)];

    /// <summary>The pairs that are not as they should be, with the reason.</summary>
    public IReadOnlyList<(PairResult Pair, string Reason)> Mismatches => [.. Pairs
        .Select(p => (p, p.Mismatch(Bars.DirectOnly)))
        .Where(p => p.Item2 is not null)
        .Select(p => (p.p, p.Item2!))];

    /// <summary>Whether the times are within their bars.</summary>
    public bool IsInTime =>
        Quantiles.Of(FirstPacketSeconds, 0.95) is not { } first || Quantiles.Of(DirectSeconds, 0.95) is not { } direct
        || (first <= Bars.FirstPacket.TotalSeconds && direct <= Bars.Direct.TotalSeconds);

    /// <summary>Whether everything is as it should be.</summary>
    public bool Passed => Mismatches.Count == 0 && IsInTime;
}

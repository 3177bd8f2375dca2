using MeshGate.Traversal.Reachability;

namespace MeshGate.Lab.Matrix;

/// <summary>What became of one pair, and what was to be.</summary>
/// <param name="A">One machine.</param>
/// <param name="B">The other.</param>
/// <param name="KindA">What the one stands for.</param>
/// <param name="KindB">What the other stands for.</param>
/// <param name="Oracle">Whether a direct path can be, by the declared NATs.</param>
/// <param name="Path">The path that both ends report.</param>
/// <param name="Talks">Whether pings and a transfer passed.</param>
/// <param name="Timing">How long it took; null where it was not measured.</param>
/// <param name="Detail">What the ends say, for a person.</param>
public sealed record PairResult(
    string A, string B, string KindA, string KindB, DirectPathVerdict Oracle, PathKind Path, bool Talks, PairTiming? Timing, string Detail)
{
    /// <summary>What is wrong; null where everything is as it should be.</summary>
    /// <param name="directOnly">Whether pairs that can not be direct may be without any path.</param>
    public string? Mismatch(bool directOnly) => (Oracle.Outlook, Path) switch
    {
        (DirectPathOutlook.Possible, not PathKind.Direct) => $"can be direct ({Oracle.Reason})",
        (DirectPathOutlook.Impossible, PathKind.Direct) => $"is direct and cannot be ({Oracle.Reason})",
        (_, PathKind.None) when !directOnly => $"has no path at all; a direct one cannot be ({Oracle.Reason})",
        (_, not PathKind.None) when !Talks => "has a path that carries no traffic",
        _ => null,
    };
}

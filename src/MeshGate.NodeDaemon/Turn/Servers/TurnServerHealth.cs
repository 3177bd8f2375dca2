using MeshGate.Traversal.Turn;

namespace MeshGate.NodeDaemon.Turn.Servers;

/// <summary>Whether a server is worth asking: each failure in a row puts it aside for twice as long, an allocation brings it back.</summary>
/// <param name="Failures">Failures in a row.</param>
/// <param name="RetryAt">When it may be asked again, on the owner's monotonic clock.</param>
/// <param name="Sentence">What was wrong last.</param>
internal sealed record TurnServerHealth(int Failures, TimeSpan RetryAt, string Sentence)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>The health after one more failure.</summary>
    public static TurnServerHealth After(TurnServerHealth? before, TurnFailure failure, TimeSpan now)
    {
        var failures = (before?.Failures ?? 0) + 1;

        // A server that forgot the allocation is asked for another at once; but not for ever.
        var first = failure.RetryAfter == TimeSpan.Zero && failures > 1 ? Shortest : failure.RetryAfter;
        var backOff = first * (1 << Math.Min(failures - 1, 10));
        return new TurnServerHealth(failures, now + (backOff < Longest ? backOff : Longest), failure.Sentence);
    }
}

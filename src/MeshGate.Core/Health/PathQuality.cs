namespace MeshGate.Core.Health;

/// <summary>How well the path in use carries packets.</summary>
/// <param name="RoundTrip">Smoothed round-trip time; null before the first answer.</param>
/// <param name="Jitter">Its mean deviation.</param>
/// <param name="Loss">The share of lost hellos, 0 to 1, of the worse direction.</param>
public readonly record struct PathQuality(TimeSpan? RoundTrip, TimeSpan Jitter, double Loss)
{
    private const double HalfScoreMilliseconds = 400;

    /// <summary>
    /// From 0 (nothing passes) to 1 (all of it, at once). Loss weighs by its square, since what it costs TCP grows faster than the loss
    /// (Mathis et al., 1997); 400 ms of round trip and jitter halve the score.
    /// </summary>
    public double Score => RoundTrip is not { } roundTrip
        ? 0
        : (1 - Loss) * (1 - Loss) * HalfScoreMilliseconds / (HalfScoreMilliseconds + roundTrip.TotalMilliseconds + (2 * Jitter.TotalMilliseconds));
}

namespace MeshGate.Core.Health;

/// <summary>Smoothed round-trip time and its variation (RFC 6298, section 2).</summary>
/// <param name="Smoothed">The smoothed round-trip time; zero before the first sample.</param>
/// <param name="Variation">Its mean deviation.</param>
public readonly record struct RoundTripEstimate(TimeSpan Smoothed, TimeSpan Variation)
{
    /// <summary>Whether there was a sample.</summary>
    public bool IsKnown => Smoothed > TimeSpan.Zero;

    /// <summary>How long an answer is waited for: the round trip with four deviations.</summary>
    public TimeSpan Timeout => Smoothed + (4 * Variation);

    /// <summary>The estimate after one more sample.</summary>
    public RoundTripEstimate Take(TimeSpan sample)
    {
        long ticks = Math.Max(1, sample.Ticks);
        return IsKnown
            ? new RoundTripEstimate(
                new TimeSpan(Math.Max(1, ((7 * Smoothed.Ticks) + ticks) / 8)),
                new TimeSpan(((3 * Variation.Ticks) + Math.Abs(Smoothed.Ticks - ticks)) / 4))
            : new RoundTripEstimate(new TimeSpan(ticks), new TimeSpan(ticks / 2));
    }
}

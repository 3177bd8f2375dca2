namespace MeshGate.Core.LoadBalancing;

/// <summary>
/// An exponentially weighted moving average of latencies that follows a peak at once and forgets it slowly, as Finagle's peak EWMA does:
/// one slow answer is enough to be careful, many quick ones are needed to trust again. Silence decays it too, so that a target that was
/// slow once is tried again.
/// </summary>
/// <param name="Seconds">The estimate at <paramref name="At"/>, in seconds.</param>
/// <param name="At">When it was last made, by the clock of who calls.</param>
/// <param name="IsAssumed">Whether no answer came yet.</param>
public readonly record struct LatencyEstimate(double Seconds, TimeSpan At, bool IsAssumed = false)
{
    /// <summary>The time in which an estimate that nothing confirms falls to 1/e.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private const double Careful = 1;
    private static readonly TimeSpan Least = TimeSpan.FromMicroseconds(1);

    /// <summary>What is assumed of a target from its first use to its first answer: a second, so that not everybody takes the unknown.</summary>
    public static LatencyEstimate Assumed(TimeSpan now) => new(Careful, now, IsAssumed: true);

    /// <summary>The estimate after an answer.</summary>
    /// <param name="latency">How long it took; less than a microsecond counts as one.</param>
    /// <param name="now">When it came. What came before the one last taken in counts as of that time.</param>
    public LatencyEstimate After(TimeSpan latency, TimeSpan now)
    {
        double seconds = (latency < Least ? Least : latency).TotalSeconds;
        TimeSpan at = now < At ? At : now;
        double kept = Math.Exp(-((at - At) / Window));
        return new LatencyEstimate(IsAssumed || seconds > Seconds ? seconds : (Seconds * kept) + (seconds * (1 - kept)), at);
    }

    /// <summary>
    /// The natural logarithm of the estimate as it would be at <paramref name="epoch"/>, were it to decay from there: all estimates decay
    /// alike, so that their order at any time is the order of these numbers, which stay what they are until the next answer.
    /// </summary>
    public double Order(TimeSpan epoch) => Math.Log(Seconds) + ((At - epoch) / Window);
}

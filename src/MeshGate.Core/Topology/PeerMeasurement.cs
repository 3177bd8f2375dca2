namespace MeshGate.Core.Topology;

/// <summary>What a node measured towards one of its peers.</summary>
/// <param name="Peer">The peer's name.</param>
/// <param name="RttMilliseconds">Round-trip time in milliseconds, 0 or more.</param>
public readonly record struct PeerMeasurement(string Peer, double RttMilliseconds)
{
    private const double HalfScoreMilliseconds = 400;
    private const double MostLoss = 0.9;

    /// <summary>Mean deviation of the round-trip time in milliseconds, 0 or more; 0 where it is not measured.</summary>
    public double JitterMilliseconds { get; init; }

    /// <summary>The share of packets that were lost of late, 0 to 1; 0 where it is not measured.</summary>
    public double Loss { get; init; }

    /// <summary>
    /// What the link costs, in milliseconds: round trip and twice the jitter, and for loss as much more as ranks it with what
    /// <see cref="Health.PathQuality.Score"/> says of both (Mathis et al., 1997). One percent of loss is worth 8 ms and more.
    /// </summary>
    public double CostMilliseconds
    {
        get
        {
            double left = 1 - Math.Clamp(Loss, 0, MostLoss);
            return ((HalfScoreMilliseconds + RttMilliseconds + (2 * JitterMilliseconds)) / (left * left)) - HalfScoreMilliseconds;
        }
    }
}

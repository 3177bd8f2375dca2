namespace MeshGate.Core.Health;

/// <summary>How well paths, nodes and the mesh are, each from 0 to 1. A path's score is <see cref="PathQuality.Score"/>.</summary>
public static class HealthScore
{
    /// <summary>From here on a score is good: a path without loss, with a round trip of at most 100 ms.</summary>
    public const double Good = 0.8;

    /// <summary>From here on it is fair, below poor: a path without loss and with 400 ms, or with 30 % loss, is at this bound.</summary>
    public const double Fair = 0.5;

    /// <summary>The score of a path that carries a session, from what is known of it; what is not known is taken to be well.</summary>
    /// <param name="roundTrip">The round-trip time; null where it is not measured.</param>
    /// <param name="jitter">Its mean deviation.</param>
    /// <param name="loss">The share of lost packets, 0 to 1.</param>
    public static double OfPath(TimeSpan? roundTrip, TimeSpan jitter, double loss)
        => new PathQuality(roundTrip ?? TimeSpan.Zero, jitter, Math.Clamp(loss, 0, 1)).Score;

    /// <summary>The score of a node, or of the mesh: the mean of the scores of its paths, or of its nodes; 1 where there are none.</summary>
    public static double OfAll(IEnumerable<double> parts) => parts.DefaultIfEmpty(1).Average();

    /// <summary>The word for a score.</summary>
    public static HealthBand BandOf(double score) => score >= Good ? HealthBand.Good : score >= Fair ? HealthBand.Fair : HealthBand.Poor;
}

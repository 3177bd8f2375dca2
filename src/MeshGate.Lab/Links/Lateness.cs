namespace MeshGate.Lab.Links;

/// <summary>By how much packets came out later than they should: counts for each microsecond up to 20 ms.</summary>
internal sealed class Lateness
{
    private const int Buckets = 20_000;
    private readonly long[] _counts = new long[Buckets + 1];

    internal void Note(TimeSpan late) => _counts[(int)Math.Clamp(late.Ticks / TimeSpan.TicksPerMicrosecond, 0, Buckets)]++;

    /// <summary>Adds another one's counts.</summary>
    internal void Add(Lateness other)
    {
        for (var i = 0; i <= Buckets; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>What a share of the packets does not exceed, to the microsecond; zero without packets, 20 ms for all that is longer.</summary>
    internal TimeSpan Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * _counts.Sum());
        var seen = 0L;
        for (var i = 0; i <= Buckets && rank > 0; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(i);
            }
        }

        return TimeSpan.Zero;
    }
}

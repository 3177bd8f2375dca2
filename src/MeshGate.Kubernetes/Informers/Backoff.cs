namespace MeshGate.Kubernetes.Informers;

/// <summary>Delays between attempts: doubling from half a second to <paramref name="longest"/>, each drawn from the upper half of its range.</summary>
internal sealed class Backoff(Random random, TimeSpan longest)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);

    private int _failures;

    /// <summary>The delay before the next attempt, no shorter than the server asks for.</summary>
    public TimeSpan Next(TimeSpan? asked)
    {
        var ceiling = First * Math.Pow(2, Math.Min(_failures, 10));
        ceiling = ceiling < longest ? ceiling : longest;
        _failures++;
        var delay = ceiling * (0.5 + (random.NextDouble() / 2));

        // A bound on what the server may ask, and a spread so that not all come back at once.
        return asked is { } wait && wait > delay ? TimeSpan.FromTicks(Math.Min(wait.Ticks, TimeSpan.TicksPerMinute * 5)) + (delay / 2) : delay;
    }

    public void Reset() => _failures = 0;
}

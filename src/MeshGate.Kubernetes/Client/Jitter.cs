namespace MeshGate.Kubernetes.Client;

/// <summary>Randomness that several threads may draw from.</summary>
internal sealed class Jitter(Random random)
{
    private readonly Lock _gate = new();

    /// <summary>A number in [0, 1).</summary>
    public double Next()
    {
        lock (_gate)
        {
            return random.NextDouble();
        }
    }

    /// <summary>A time in [<paramref name="min"/>, <paramref name="max"/>).</summary>
    public TimeSpan Between(TimeSpan min, TimeSpan max) => min + ((max - min) * Next());
}

namespace MeshGate.Traversal.Discovery;

/// <summary>Whether a server is worth asking: each failure in a row puts it aside for twice as long, an answer brings it back.</summary>
/// <param name="Server">The server.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="RetryAt">When it may be asked again, on the caller's monotonic clock.</param>
public sealed record StunServerHealth(StunServer Server, int Failures, TimeSpan RetryAt)
{
    /// <summary>How long the first failure puts a server aside.</summary>
    public static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(15);

    /// <summary>The longest that a server is put aside.</summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromMinutes(10);

    /// <summary>Whether it is not to be asked now.</summary>
    public bool IsAside(TimeSpan now) => Failures > 0 && now < RetryAt;

    /// <summary>The health after one more failure.</summary>
    public StunServerHealth Failed(TimeSpan now)
    {
        // Ten doublings pass the longest by far; the bound keeps the shift from overflowing.
        TimeSpan backOff = FirstBackOff * (1 << Math.Min(Failures, 10));
        return this with { Failures = Failures + 1, RetryAt = now + (backOff < MaxBackOff ? backOff : MaxBackOff) };
    }
}

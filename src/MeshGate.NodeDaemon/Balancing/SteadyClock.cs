namespace MeshGate.NodeDaemon.Balancing;

/// <summary>Shows time that never jumps where a date is asked for: how long a breaker stays open must not depend on who sets the machine's clock.</summary>
internal sealed class SteadyClock(TimeProvider time) : TimeProvider
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The time since this clock was made.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Elapsed;
}

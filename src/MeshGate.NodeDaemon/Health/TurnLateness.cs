using MeshGate.Core.Health;

namespace MeshGate.NodeDaemon.Health;

/// <summary>Whether the thread that takes hellos was late within the last seconds: then what WireGuard has counted is more than what was counted here. Any thread may ask.</summary>
public sealed class TurnLateness
{
    private static readonly TimeSpan Limit = HelloTimers.IdleGrid + TimeSpan.FromMilliseconds(100);

    /// <summary>How long a late turn counts: WireGuard is read each second.</summary>
    private static readonly TimeSpan CountsFor = TimeSpan.FromSeconds(3);

    private long _turnAt;
    private long _lateAt = -CountsFor.Ticks;

    /// <summary>The thread turns.</summary>
    public void Turn(TimeSpan now)
    {
        if (SinceTurn(now) > Limit)
        {
            Volatile.Write(ref _lateAt, now.Ticks);
        }

        Volatile.Write(ref _turnAt, now.Ticks);
    }

    /// <summary>Whether it was late, or is.</summary>
    public bool IsLate(TimeSpan now) => SinceTurn(now) > Limit || now.Ticks - Volatile.Read(ref _lateAt) < CountsFor.Ticks;

    /// <summary>How long ago it turned last.</summary>
    public TimeSpan SinceTurn(TimeSpan now) => new(now.Ticks - Volatile.Read(ref _turnAt));
}

using MeshGate.Core.Health;

namespace MeshGate.NodeDaemon.Health;

/// <summary>Whether the thread that takes hellos was late within the last seconds: then what WireGuard has counted is more than what was counted here.</summary>
public sealed class TurnLateness
{
    private static readonly TimeSpan Limit = HelloTimers.IdleGrid + TimeSpan.FromMilliseconds(100);

    /// <summary>How long a late turn counts: WireGuard is read each second.</summary>
    private static readonly TimeSpan CountsFor = TimeSpan.FromSeconds(3);

    private TimeSpan _turnAt;
    private TimeSpan? _lateAt;

    /// <summary>The thread turns.</summary>
    public void Turn(TimeSpan now)
    {
        if (now - _turnAt > Limit)
        {
            _lateAt = now;
        }

        _turnAt = now;
    }

    /// <summary>Whether it was late, or is.</summary>
    public bool IsLate(TimeSpan now) => now - _turnAt > Limit || now - _lateAt < CountsFor;
}

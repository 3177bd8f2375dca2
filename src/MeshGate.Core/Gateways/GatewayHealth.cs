using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Gateways;

/// <summary>What one client knows of one gateway of a route.</summary>
/// <param name="Name">The gateway's MeshNode.</param>
public sealed record GatewayHealth(string Name)
{
    /// <summary>Since when the session with it works; null while it does not.</summary>
    public TimeSpan? UpSince { get; init; }

    /// <summary>Since when it does not, having worked before; null otherwise.</summary>
    public TimeSpan? DownSince { get; init; }

    /// <summary>How long after <see cref="DownSince"/> another path may still mend it.</summary>
    public TimeSpan Patience { get; init; } = GatewayTimers.Patience;

    /// <summary>Whether it forwards, as far as probes tell: closed where it does or nothing is known, open once probes failed.</summary>
    public BreakerState Forwarding { get; init; }

    /// <summary>Whether traffic may be sent there: its session works, or stopped only now, which another path may mend; and it forwards.</summary>
    public bool IsUsable(TimeSpan now)
        => Forwarding.Phase != BreakerPhase.Open && (UpSince is not null || (DownSince is { } since && now - since < Patience));
}

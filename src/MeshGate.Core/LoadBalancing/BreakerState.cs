namespace MeshGate.Core.LoadBalancing;

/// <summary>Where a circuit breaker stands.</summary>
/// <param name="Phase">What it lets through.</param>
/// <param name="Failures">The failures since the last success.</param>
/// <param name="Since">When it opened, or its trial began, by the clock of who calls; zero while it is closed.</param>
public readonly record struct BreakerState(BreakerPhase Phase, int Failures, TimeSpan Since)
{
    /// <summary>Whether nothing failed since the last success.</summary>
    public bool IsCalm => Phase == BreakerPhase.Closed && Failures == 0;
}

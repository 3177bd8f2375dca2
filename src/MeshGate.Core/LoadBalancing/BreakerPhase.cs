namespace MeshGate.Core.LoadBalancing;

/// <summary>Whether a circuit breaker lets anything through.</summary>
public enum BreakerPhase
{
    /// <summary>Everything.</summary>
    Closed,

    /// <summary>Nothing, since failures followed each other.</summary>
    Open,

    /// <summary>One trial is under way, whose outcome decides.</summary>
    HalfOpen,
}

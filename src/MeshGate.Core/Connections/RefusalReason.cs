namespace MeshGate.Core.Connections;

/// <summary>Why a session is not woken.</summary>
public enum RefusalReason
{
    /// <summary>As many sessions are awake as may be, and each of them is held awake or has traffic.</summary>
    PoolFull,

    /// <summary>The peer was not reached in all attempts of late, and is left alone for a while.</summary>
    LeftAlone,

    /// <summary>The peer's circuit breaker is open: attempts to wake it failed one after the other.</summary>
    CircuitOpen,

    /// <summary>The peer is not known.</summary>
    Unknown,
}

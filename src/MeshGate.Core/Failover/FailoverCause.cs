namespace MeshGate.Core.Failover;

/// <summary>Why a session left its path.</summary>
public enum FailoverCause
{
    /// <summary>The peer did not say any more that it hears us.</summary>
    Silent,

    /// <summary>Half of the hellos or more were lost.</summary>
    Lossy,

    /// <summary>The peer left it.</summary>
    PeerMoved,

    /// <summary>Its checks went unanswered.</summary>
    Unanswered,
}

namespace MeshGate.Traversal.Discovery;

/// <summary>What became of asking one server.</summary>
public enum StunProbeOutcome
{
    /// <summary>Nothing yet.</summary>
    Pending,

    /// <summary>It told an address.</summary>
    Answered,

    /// <summary>It refused, or its answer was of no use.</summary>
    Refused,

    /// <summary>It stayed silent until the end.</summary>
    TimedOut,
}

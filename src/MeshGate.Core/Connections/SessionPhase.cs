namespace MeshGate.Core.Connections;

/// <summary>Where a pooled session stands.</summary>
public enum SessionPhase
{
    /// <summary>The peer is known, and its first packet goes to a trap. Nothing is sent.</summary>
    Asleep,

    /// <summary>A path is looked for.</summary>
    Waking,

    /// <summary>The session is kept up.</summary>
    Awake,

    /// <summary>Nothing is sent any more, and what WireGuard still has to say ends on the path that was. Counts as asleep.</summary>
    Resting,
}

namespace MeshGate.Traversal.Ice;

/// <summary>Where a pair of nodes stands.</summary>
public enum CheckListPhase
{
    /// <summary>No candidate of the peer is known yet.</summary>
    Waiting,

    /// <summary>Candidates are being checked.</summary>
    Checking,

    /// <summary>A path was proven and is in use.</summary>
    Connected,

    /// <summary>No candidate answered in a full round; checks go on, slower.</summary>
    Failed,
}

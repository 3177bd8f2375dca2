namespace MeshGate.Traversal.Turn;

/// <summary>Where a <see cref="TurnClient"/> stands.</summary>
public enum TurnPhase
{
    /// <summary>Not started.</summary>
    Idle,

    /// <summary>An allocation was asked for.</summary>
    Allocating,

    /// <summary>The allocation is held.</summary>
    Allocated,

    /// <summary>The allocation is being given back.</summary>
    Releasing,

    /// <summary>Over: released, refused or lost. A new client is needed.</summary>
    Ended,
}

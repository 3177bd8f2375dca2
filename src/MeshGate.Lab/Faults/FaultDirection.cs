namespace MeshGate.Lab.Faults;

/// <summary>Which packets between two parties a fault meets, as seen from the first.</summary>
public enum FaultDirection
{
    /// <summary>Those in both directions.</summary>
    Both,

    /// <summary>Those that the first sends.</summary>
    To,

    /// <summary>Those that the first would receive.</summary>
    From,
}

namespace MeshGate.Lab.Matrix;

/// <summary>By what a pair of machines talks.</summary>
public enum PathKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Straight to each other.</summary>
    Direct,

    /// <summary>Through a mesh node.</summary>
    Relay,

    /// <summary>Through a TURN server.</summary>
    Turn,
}

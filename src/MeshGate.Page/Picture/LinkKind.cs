namespace MeshGate.Page.Picture;

/// <summary>How the session of two nodes goes.</summary>
public enum LinkKind
{
    /// <summary>Straight from one to the other.</summary>
    Direct,

    /// <summary>Through a mesh node with the Relay role.</summary>
    Relay,

    /// <summary>Through a TURN server.</summary>
    Turn,

    /// <summary>The two want to speak, and no path works.</summary>
    None,

    /// <summary>The topology keeps them together, and neither daemon reports a session that is awake.</summary>
    Idle,
}

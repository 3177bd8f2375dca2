namespace MeshGate.Core.Health;

/// <summary>What hellos say of the path in use.</summary>
public enum HelloVerdict
{
    /// <summary>The peer has sent no hello yet: nothing is concluded from its silence.</summary>
    Unknown,

    /// <summary>The peer says that it hears us.</summary>
    Up,

    /// <summary>One is missing, and the one after it is late; the peer is asked in quick succession.</summary>
    Suspect,

    /// <summary>Half of the hellos or more are lost on the way there or back.</summary>
    Lossy,

    /// <summary>It did not say in time that it heard us.</summary>
    Silent,
}

namespace MeshGate.Core.Health;

/// <summary>What an end says of a session in its hellos; the numbers go over the wire.</summary>
public enum HelloState
{
    /// <summary>It has not heard yet that the other end hears it.</summary>
    Opening = 0,

    /// <summary>It hears the other end, and that it is heard.</summary>
    Up = 1,

    /// <summary>It misses hellos and asks for an answer to each.</summary>
    Suspect = 2,

    /// <summary>It holds the path for dead.</summary>
    Down = 3,
}

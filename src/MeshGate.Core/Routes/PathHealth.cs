namespace MeshGate.Core.Routes;

/// <summary>What is known about one path.</summary>
public enum PathHealth
{
    /// <summary>It was not checked yet.</summary>
    Unknown,

    /// <summary>Checks are answered.</summary>
    Healthy,

    /// <summary>Some checks are lost, or late.</summary>
    Degraded,

    /// <summary>No check is answered.</summary>
    Down,
}

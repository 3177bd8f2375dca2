namespace MeshGate.Traversal.PortMapping;

/// <summary>Where a <see cref="PortMapper"/> stands.</summary>
public enum PortMapperPhase
{
    /// <summary>Nothing is wanted.</summary>
    Idle,

    /// <summary>One protocol after the other is tried.</summary>
    Asking,

    /// <summary>The router lends a port.</summary>
    Mapped,

    /// <summary>Nobody mapped; the next attempt is later.</summary>
    Waiting,

    /// <summary>A mapping is being given back.</summary>
    Releasing,
}

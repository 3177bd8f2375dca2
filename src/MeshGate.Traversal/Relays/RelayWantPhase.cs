namespace MeshGate.Traversal.Relays;

/// <summary>How far a relayed path to a peer is.</summary>
public enum RelayWantPhase
{
    /// <summary>A relay is asked to open a port.</summary>
    Asking,

    /// <summary>A port is there; this end and then the other prove their addresses.</summary>
    Binding,

    /// <summary>The relay forwards between both ends.</summary>
    Ready,

    /// <summary>No relay helped; all are asked again later.</summary>
    Resting,
}

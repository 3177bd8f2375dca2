namespace MeshGate.Core.LoadBalancing;

/// <summary>What a node uses that may fail, and has a circuit breaker for.</summary>
public enum TargetKind
{
    /// <summary>A peer whose session is to wake.</summary>
    Peer,

    /// <summary>A relay node where a peer is to be met.</summary>
    Relay,

    /// <summary>A STUN server.</summary>
    StunServer,

    /// <summary>A TURN server.</summary>
    TurnServer,

    /// <summary>A gateway to networks.</summary>
    Gateway,
}

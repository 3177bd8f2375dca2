namespace MeshGate.Lab.Scenarios;

/// <summary>What a server offers.</summary>
public enum ServerKind
{
    /// <summary>STUN (RFC 8489), with NAT behaviour discovery (RFC 5780).</summary>
    Stun,

    /// <summary>TURN (RFC 8656) beside STUN.</summary>
    Turn,
}

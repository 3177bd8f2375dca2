namespace MeshGate.Core.Policy;

/// <summary>How a node speaks with a TURN server (RFC 8656, section 3.1). Between server and peer it is always UDP.</summary>
public enum TurnTransport
{
    /// <summary>UDP, the best where it passes.</summary>
    Udp,

    /// <summary>TCP, for networks that let no UDP out.</summary>
    Tcp,

    /// <summary>TLS over TCP, for networks that let nothing but HTTPS out.</summary>
    Tls,
}

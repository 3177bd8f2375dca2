namespace MeshGate.Cli.Netcheck;

/// <summary>How a TURN server is spoken to (RFC 8656).</summary>
public enum RelayTransport
{
    /// <summary>UDP.</summary>
    Udp,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>TLS over TCP.</summary>
    Tls,
}

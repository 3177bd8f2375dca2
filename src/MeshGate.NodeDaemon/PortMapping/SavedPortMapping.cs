namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>
/// What is kept of port mapping over a restart of the daemon. A mapping stays with the router then, and only with its nonce can the
/// next run renew it (RFC 6887, section 11.3) or, if the node has left meanwhile, give it back.
/// </summary>
public sealed record SavedPortMapping
{
    /// <summary>The file's name in the daemon's directory.</summary>
    public const string FileName = "port-mapping.json";

    /// <summary>The nonce, base64 of 12 bytes.</summary>
    public string Nonce { get; init; } = string.Empty;

    /// <summary>The router that lends a port; null while none does.</summary>
    public string? Gateway { get; init; }

    /// <summary>This machine's address towards it.</summary>
    public string? Client { get; init; }

    /// <summary>The UDP port on this machine.</summary>
    public int InternalPort { get; init; }

    /// <summary>The protocol.</summary>
    public Traversal.PortMapping.PortMappingProtocol Protocol { get; init; }

    /// <summary>The outside address and port.</summary>
    public string? External { get; init; }
}

namespace MeshGate.Traversal.PortMapping;

/// <summary>How a router is asked for an outside port, in the order in which that is tried.</summary>
public enum PortMappingProtocol
{
    /// <summary>Port Control Protocol (RFC 6887).</summary>
    Pcp,

    /// <summary>NAT Port Mapping Protocol (RFC 6886), PCP's predecessor on the same port.</summary>
    NatPmp,

    /// <summary>UPnP Internet Gateway Device, version 1 or 2.</summary>
    Upnp,
}

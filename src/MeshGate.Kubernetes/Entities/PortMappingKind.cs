namespace MeshGate.Kubernetes.Entities;

/// <summary>How a router was asked for a port.</summary>
public enum PortMappingKind
{
    /// <summary>Port Control Protocol (RFC 6887).</summary>
    Pcp,

    /// <summary>NAT Port Mapping Protocol (RFC 6886).</summary>
    NatPmp,

    /// <summary>UPnP Internet Gateway Device.</summary>
    Upnp,
}

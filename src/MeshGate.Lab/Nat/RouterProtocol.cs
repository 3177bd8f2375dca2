namespace MeshGate.Lab.Nat;

/// <summary>How a router of the lab may be asked for an outside port.</summary>
public enum RouterProtocol
{
    /// <summary>Port Control Protocol (RFC 6887).</summary>
    Pcp,

    /// <summary>NAT Port Mapping Protocol (RFC 6886).</summary>
    NatPmp,

    /// <summary>UPnP Internet Gateway Device.</summary>
    Upnp,
}

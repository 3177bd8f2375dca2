namespace MeshGate.Lab.Nat;

/// <summary>
/// The NATs of the lab under their everyday names. In the words of RFC 4787: all but <see cref="Symmetric"/> map
/// endpoint-independently; they differ in filtering.
/// </summary>
public enum NatKind
{
    /// <summary>Endpoint-independent mapping and filtering.</summary>
    FullCone,

    /// <summary>Endpoint-independent mapping, address-dependent filtering.</summary>
    AddressRestricted,

    /// <summary>Endpoint-independent mapping, address-and-port-dependent filtering.</summary>
    PortRestricted,

    /// <summary>Address-and-port-dependent mapping and filtering.</summary>
    Symmetric,

    /// <summary>TCP out only; UDP is dropped without a word.</summary>
    UdpBlocked,

    /// <summary>Only TCP to port 443 goes out, and to the API; everything else is dropped without a word.</summary>
    HttpsOnly,
}

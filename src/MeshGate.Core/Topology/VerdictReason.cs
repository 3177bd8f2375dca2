namespace MeshGate.Core.Topology;

/// <summary>What is to be said about a node; the names are the reasons of its conditions.</summary>
public enum VerdictReason
{
    /// <summary>It is a peer of the other accepted nodes of its segment.</summary>
    Accepted,

    /// <summary>It lacks an address or a key, and both may still come.</summary>
    Pending,

    /// <summary>It is being deleted and is nobody's peer.</summary>
    Leaving,

    /// <summary>The mesh has no address left for it.</summary>
    AddressesExhausted,

    /// <summary>An address cannot be used.</summary>
    InvalidAddress,

    /// <summary>The key is not a WireGuard public key.</summary>
    InvalidPublicKey,

    /// <summary>The declared endpoint cannot be read. It is left out of use; the node is a peer all the same.</summary>
    InvalidEndpoint,

    /// <summary>The spec contradicts itself. What is wrong is left out of use; the node is a peer all the same.</summary>
    InvalidSpec,

    /// <summary>Another node holds one of its addresses.</summary>
    AddressConflict,

    /// <summary>Another node holds its key.</summary>
    PublicKeyConflict,
}

namespace MeshGate.Core.Topology;

/// <summary>What a person allows a node to be used for.</summary>
public enum NodeRole
{
    /// <summary>A role that this version does not know. It is never written.</summary>
    Unknown,

    /// <summary>May join segments.</summary>
    Hub,

    /// <summary>May forward the ciphertext of other nodes' sessions.</summary>
    Relay,

    /// <summary>May stand before networks outside the mesh.</summary>
    Gateway,
}

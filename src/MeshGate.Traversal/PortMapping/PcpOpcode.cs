namespace MeshGate.Traversal.PortMapping;

/// <summary>What a PCP message is about (RFC 6887, section 19.2).</summary>
public enum PcpOpcode : byte
{
    /// <summary>Tells the epoch (section 14.1).</summary>
    Announce = 0,

    /// <summary>Makes, renews or deletes a mapping (section 11).</summary>
    Map = 1,
}

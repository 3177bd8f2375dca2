namespace MeshGate.Traversal.PortMapping;

/// <summary>What a <see cref="PortMapper"/> with a mapping has asked and not been told yet.</summary>
public enum PortMapperQuery
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Whether the router still has its mappings.</summary>
    Epoch,

    /// <summary>The mapping, anew.</summary>
    Map,
}

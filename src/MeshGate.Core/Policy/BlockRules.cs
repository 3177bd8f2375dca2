namespace MeshGate.Core.Policy;

/// <summary>Settles what settings of one block contradict each other. What comes out is fit for use; what was wrong is a finding.</summary>
public static class BlockRules
{
    /// <summary>Keeps a full mesh within what an assignment holds.</summary>
    public static TopologyBlock Settle(TopologyBlock block, SettingReader reader)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(reader);
        if (block.Type != Topology.TopologyType.FullMesh || block.MaxNodesPerSegment <= PolicySettings.MaxFullMeshNodes)
        {
            return block;
        }

        reader.Add(PolicyRules.FullMeshSizeRule.Broken());
        return block with { MaxNodesPerSegment = PolicySettings.MaxFullMeshNodes };
    }

    /// <summary>Keeps the floor of awake sessions below their ceiling.</summary>
    public static ConnectionsBlock Settle(ConnectionsBlock block, SettingReader reader)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(reader);
        if (block.MinConnections <= block.MaxConnections)
        {
            return block;
        }

        reader.Add(PolicyRules.MinBelowMaxRule.Broken());
        return block with { MinConnections = block.MaxConnections };
    }

    /// <summary>Lets no path end between two hellos.</summary>
    public static FailoverBlock Settle(FailoverBlock block, SettingReader reader)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(reader);
        if (block.ActiveInterval < block.FailoverTimeout)
        {
            return block;
        }

        reader.Add(PolicyRules.HellosWithinTimeoutRule.Broken());
        return block with { ActiveInterval = PolicySettings.ActiveInterval.Default };
    }
}

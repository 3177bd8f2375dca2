namespace MeshGate.Core.Topology;

/// <summary>Why the mesh has, or has not, the form that a policy wants.</summary>
public enum TopologyFitReason
{
    /// <summary>Every segment has the form that is wanted.</summary>
    AsWanted,

    /// <summary>No peer takes its topology from the policy.</summary>
    NoNodes,

    /// <summary>HubSpoke or Tree is wanted, and a segment is Hybrid as none of its hubs can relay.</summary>
    NoHubCanRelay,

    /// <summary>Most nodes of a segment take another form from another policy.</summary>
    Outvoted,

    /// <summary>One of several segments has no hub, so that nothing joins it to the others.</summary>
    NoHub,

    /// <summary>There are several segments although the policy would have one: only a Hybrid segment holds more nodes than can be listed to each.</summary>
    SegmentsLimited,
}

namespace MeshGate.Operator.ClusterNodes;

/// <summary>What is to be done about the MeshNode of a Kubernetes Node.</summary>
public enum MirrorStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Make it.</summary>
    Create,

    /// <summary>Write what it lacks.</summary>
    Patch,

    /// <summary>Delete it: it was made for a Node that is gone, or is selected no longer.</summary>
    Delete,

    /// <summary>Leave it alone and say why: somebody made it for something else.</summary>
    Refuse,
}

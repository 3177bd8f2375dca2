namespace MeshGate.Lab.Swarm.Observing;

/// <summary>Who wrote an object, told by what changed: operator and daemon write disjoint parts.</summary>
public enum WriteAuthor
{
    /// <summary>Nothing that anybody owns changed.</summary>
    Unknown,

    /// <summary>The operator: addresses, finalizers, and the status but for the daemon's part.</summary>
    Operator,

    /// <summary>The node's daemon: its own part of the status.</summary>
    Daemon,

    /// <summary>A person: labels, annotations, other wishes, the end of the object.</summary>
    Person,
}

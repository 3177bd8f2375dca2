namespace MeshGate.Operator.Status;

/// <summary>How a status differs from the wanted one.</summary>
public enum StatusDifference
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>
    /// Only in what moves often while a mesh forms and nobody waits for: that paths are missing, the first heartbeat. It goes
    /// along with the next write, or after a while.
    /// </summary>
    MayWait,

    /// <summary>Only in how many peers have a path, which moves most often; it waits longer.</summary>
    CountOnly,

    /// <summary>In something that somebody may wait for.</summary>
    Matters,
}

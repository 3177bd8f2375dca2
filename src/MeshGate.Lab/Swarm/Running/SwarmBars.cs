namespace MeshGate.Lab.Swarm.Running;

/// <summary>The most that a swarm's measures may be; what is null is not judged.</summary>
public sealed record SwarmBars
{
    /// <summary>From the first join until the last assignment.</summary>
    public TimeSpan? Assign { get; init; }

    /// <summary>From the first join until the last node is Ready.</summary>
    public TimeSpan? Ready { get; init; }

    /// <summary>The operator's writes for each MeshNode from join to Ready, on average.</summary>
    public double? Writes { get; init; }

    /// <summary>The operator's writes in a second pass.</summary>
    public int? PassWrites { get; init; }

    /// <summary>From the creation of one more MeshNode until it is in force at all nodes that it touches.</summary>
    public TimeSpan? Join { get; init; }

    /// <summary>From the deletion of a MeshNode until that is in force at all nodes that it touches.</summary>
    public TimeSpan? Leave { get; init; }

    /// <summary>The size of the largest MeshNode, in bytes.</summary>
    public int? Bytes { get; init; }
}

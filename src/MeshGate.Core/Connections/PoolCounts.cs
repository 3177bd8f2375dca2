namespace MeshGate.Core.Connections;

/// <summary>What a pool did since it was made.</summary>
public sealed record PoolCounts
{
    /// <summary>Sessions that were woken.</summary>
    public long Woken { get; init; }

    /// <summary>Those of them that began with the path that was good last.</summary>
    public long Reused { get; init; }

    /// <summary>Sessions put to sleep for being idle, or because the peer asked.</summary>
    public long Idled { get; init; }

    /// <summary>Sessions put to sleep because another needed their place.</summary>
    public long Evicted { get; init; }

    /// <summary>Sessions that were given up, since no path was found.</summary>
    public long NotReached { get; init; }

    /// <summary>Times that a session was not woken because the pool was full.</summary>
    public long Refused { get; init; }
}

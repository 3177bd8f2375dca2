namespace MeshGate.Core.Connections;

/// <summary>Something to be done for a session.</summary>
/// <param name="Name">The peer.</param>
public abstract record PoolEffect(string Name)
{
    /// <summary>Look for a path: by the one that was good last, or among all that can be found.</summary>
    public sealed record Wake(string Name, bool IsReuse, WakeCause Cause) : PoolEffect(Name);

    /// <summary>Ask the peer whether the session may sleep, or tell it that it does.</summary>
    public sealed record Ask(string Name) : PoolEffect(Name);

    /// <summary>Send nothing any more, and leave WireGuard's endpoint as it is for the moment.</summary>
    public sealed record Rest(string Name, SleepReason Reason) : PoolEffect(Name);

    /// <summary>Have WireGuard's next packet to the peer caught.</summary>
    public sealed record Trap(string Name) : PoolEffect(Name);

    /// <summary>The session is not woken; what was caught is given up.</summary>
    public sealed record Refuse(string Name, RefusalReason Reason, string Text) : PoolEffect(Name);
}

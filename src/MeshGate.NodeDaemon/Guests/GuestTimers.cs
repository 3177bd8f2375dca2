namespace MeshGate.NodeDaemon.Guests;

/// <summary>Times and bounds of peers that are no members of this node's assignment.</summary>
public static class GuestTimers
{
    /// <summary>The most guests at a time; beyond it the one that has slept for longest makes room.</summary>
    public const int MaxGuests = 512;

    /// <summary>The most addresses that are looked for at a time.</summary>
    public const int MaxSearches = 64;

    /// <summary>The most packets that wait for one address: the beginning of a connection, not its data.</summary>
    public const int MaxPackets = 16;

    /// <summary>The most answers that are remembered for addresses that nobody has.</summary>
    public const int MaxUnknown = 1024;

    /// <summary>Look-ups in a row that are made at once…</summary>
    public const int AtOnce = 20;

    /// <summary>…and how long one takes to be made up for: whoever scans the mesh's range must not make the daemon ask the API server for all of it.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long packets wait for their address to be found.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long it is remembered that nobody has an address.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromSeconds(30);

    /// <summary>The same where nobody could be asked.</summary>
    public static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(2);

    /// <summary>How long a node is not asked for again by its name.</summary>
    public static readonly TimeSpan Named = TimeSpan.FromSeconds(10);

    /// <summary>Between two look-ups for checks of unknown senders, which anybody can send.</summary>
    public static readonly TimeSpan KnockInterval = TimeSpan.FromSeconds(1);

    /// <summary>After how long asleep a guest is forgotten.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>How often a guest is looked up again: what its MeshNode says may have changed, or nobody have it any more.</summary>
    public static readonly TimeSpan JudgeInterval = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks at who is asleep.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);
}

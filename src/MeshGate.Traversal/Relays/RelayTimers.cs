namespace MeshGate.Traversal.Relays;

/// <summary>The timers of relays and of those who use them.</summary>
public static class RelayTimers
{
    /// <summary>After this long without a word a node, or a pair one end of which says nothing, is given up.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(60);

    /// <summary>How long an ask waits for the other end's.</summary>
    public static readonly TimeSpan AskLifetime = TimeSpan.FromSeconds(30);

    /// <summary>The least time between two notices to one end of one pair.</summary>
    public static readonly TimeSpan NoticeInterval = TimeSpan.FromMilliseconds(150);

    /// <summary>Between two registrations, short enough to hold a NAT's mapping of 30 seconds.</summary>
    public static readonly TimeSpan Register = TimeSpan.FromSeconds(20);

    /// <summary>Between two refreshes of a pair in use.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(15);

    /// <summary>The first wait for a reply; it doubles.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    /// <summary>Requests without a reply after which a relay counts as silent.</summary>
    public const int MaxAttempts = 4;

    /// <summary>How long the other end has to come to a relay before another is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>The same where the relay says that the other end is not registered with it, so that it cannot be told: only one that asks by itself comes.</summary>
    public static readonly TimeSpan PatienceForStrangers = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two tries to register with a relay that does not answer.</summary>
    public static readonly TimeSpan RegisterSlowest = TimeSpan.FromSeconds(20);

    /// <summary>The first wait after a relay refused a registration; it doubles. The orders of relay and node do not arrive at once.</summary>
    public static readonly TimeSpan RegisterRefused = TimeSpan.FromSeconds(1);

    /// <summary>How long a relay that is about to go is kept after another was found: both ends have moved by then.</summary>
    public static readonly TimeSpan Handover = TimeSpan.FromSeconds(10);

    /// <summary>How long a pair that takes two relays in a row outlives its order: its ends hear of it when they next refresh it, and move.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    /// <summary>The first wait before a relay that a person named is tried again while another is the standby; it quadruples.</summary>
    public static readonly TimeSpan ReconsiderFirst = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait before that.</summary>
    public static readonly TimeSpan ReconsiderSlowest = TimeSpan.FromSeconds(60);

    /// <summary>How long a standby that nobody wants any more is kept.</summary>
    public static readonly TimeSpan StandbyLifetime = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait between two rounds over all relays, and between two tries to register with a relay that refuses.</summary>
    public static readonly TimeSpan Slowest = TimeSpan.FromSeconds(60);

    /// <summary>A reply that takes longer is not waited for.</summary>
    public static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(3);
}

using System.Collections.Immutable;

namespace MeshGate.Traversal.Turn;

/// <summary>The times of a <see cref="TurnClient"/>.</summary>
public static class TurnTimers
{
    /// <summary>
    /// When a request is sent over UDP, counted from its first sending. Shorter than RFC 8489, section 6.2.1, has it: whoever waits for a
    /// relay has no other way.
    /// </summary>
    public static readonly ImmutableArray<TimeSpan> Sends =
    [
        TimeSpan.Zero, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3),
    ];

    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(4.5);

    /// <summary>How long the answer to a release is waited for.</summary>
    public static readonly TimeSpan GiveUpRelease = TimeSpan.FromSeconds(1);

    /// <summary>How long before its end something is renewed.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    /// <summary>The least time between two renewals of a permission or a channel, however little a server keeps.</summary>
    public static readonly TimeSpan ShortestRenewal = TimeSpan.FromSeconds(5);

    /// <summary>How often the server is asked whether it is still there, which also holds the NAT's mapping.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(4);

    /// <summary>When it is first asked, after it allocated.</summary>
    public static readonly TimeSpan FirstProbe = TimeSpan.FromMilliseconds(250);

    /// <summary>When a refused peer is asked for again.</summary>
    public static readonly TimeSpan RefusedRetry = TimeSpan.FromSeconds(60);

    /// <summary>The most requests that wait for an answer at once (RFC 8489, section 6.2).</summary>
    public const int MaxPending = 10;

    /// <summary>When something that lasts that long is renewed: a minute before its end, or at half of it.</summary>
    public static TimeSpan RenewalAfter(TimeSpan lifetime) => lifetime >= 2 * Early ? lifetime - Early : lifetime / 2;
}

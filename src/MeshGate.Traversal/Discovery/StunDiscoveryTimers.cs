using System.Collections.Immutable;

namespace MeshGate.Traversal.Discovery;

/// <summary>
/// When a discovery repeats itself and when it stops. RFC 8489 (section 6.2.1) doubles from 500 ms up to 39.5 s for transactions that
/// must succeed; a probe of several servers at once may be quicker and give up sooner.
/// </summary>
public static class StunDiscoveryTimers
{
    /// <summary>How long a server has to answer, from the start.</summary>
    public static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long the others are waited for once something answered and the mapping is known, since two servers at different addresses
    /// have answered.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a second opinion is waited for once something answered.</summary>
    public static readonly TimeSpan SecondOpinion = TimeSpan.FromSeconds(1);

    /// <summary>The most servers asked in one discovery.</summary>
    public const int MaxServers = 8;

    /// <summary>When a request is repeated, from the start.</summary>
    public static ImmutableArray<TimeSpan> Retransmissions { get; } =
    [
        TimeSpan.FromMilliseconds(100),
        TimeSpan.FromMilliseconds(300),
        TimeSpan.FromMilliseconds(700),
        TimeSpan.FromMilliseconds(1500),
    ];
}

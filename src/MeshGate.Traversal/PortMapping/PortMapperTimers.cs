using System.Collections.Immutable;

namespace MeshGate.Traversal.PortMapping;

/// <summary>When a <see cref="PortMapper"/> asks, repeats itself and gives up.</summary>
public static class PortMapperTimers
{
    /// <summary>How long a mapping is asked for unless the target says otherwise. RFC 6886 recommends two hours; one ends sooner after a machine that vanished.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The longest life that is believed (RFC 6887, section 15, would have clients bound it).</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(24);

    /// <summary>The least time between two renewals, whatever life a router grants.</summary>
    public static readonly TimeSpan ShortestRenewal = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often the router is asked whether it still has its mappings: one small packet. A router that restarts may announce it, but
    /// not all do, nor is every announcement heard.
    /// </summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(20);

    /// <summary>The same for UPnP, which has no epoch: the mapping itself is asked for again.</summary>
    public static readonly TimeSpan UpnpPollInterval = TimeSpan.FromSeconds(60);

    /// <summary>How long a router has to answer.</summary>
    public static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The same in the first round: a router on the own network answers within milliseconds, many do not answer what they do not speak, and
    /// peers wait for the mapping meanwhile. A router slower than that, or a machine that is late itself, has the next round, which is soon.
    /// </summary>
    public static readonly TimeSpan FirstGiveUp = TimeSpan.FromMilliseconds(500);

    /// <summary>How long UPnP has altogether: search, description and calls.</summary>
    public static readonly TimeSpan UpnpGiveUp = TimeSpan.FromSeconds(20);

    /// <summary>The pause after the first round in vain, which was in a hurry.</summary>
    public static readonly TimeSpan HastyBackOff = TimeSpan.FromSeconds(3);

    /// <summary>The pause after the second round in vain, the first with patience; doubles with each.</summary>
    public static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(15);

    /// <summary>The least time between two announcements that are heeded: anybody on the network can send one.</summary>
    public static readonly TimeSpan HintSpacing = TimeSpan.FromSeconds(10);

    /// <summary>How many renewals in a row may stay unanswered before everything is tried anew.</summary>
    public const int MaxMisses = 3;

    /// <summary>When a request is repeated, from the start: RFC 6886's 250 ms, doubling.</summary>
    public static ImmutableArray<TimeSpan> Retransmissions { get; } =
    [
        TimeSpan.FromMilliseconds(250),
        TimeSpan.FromMilliseconds(750),
        TimeSpan.FromMilliseconds(1750),
    ];

    /// <summary>The pause after so many rounds in vain, one or more.</summary>
    public static TimeSpan BackOff(int rounds)
    {
        if (rounds <= 1)
        {
            return HastyBackOff;
        }

        TimeSpan pause = FirstBackOff * Math.Pow(2, Math.Min(rounds - 2, 10));
        return pause < LongestBackOff ? pause : LongestBackOff;
    }
}

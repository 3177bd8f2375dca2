namespace MeshGate.Lab.Links;

/// <summary>What a region's link does to the packets of each of its two directions.</summary>
public sealed record LinkSpec
{
    /// <summary>The longest delay that a scenario may ask for.</summary>
    public static readonly TimeSpan MaximumDelay = TimeSpan.FromSeconds(10);

    /// <summary>The slowest line, in bits per second.</summary>
    public const long MinimumRate = 8_000;

    /// <summary>The fastest line, in bits per second.</summary>
    public const long MaximumRate = 10_000_000_000;

    /// <summary>How long a packet is on the way, one way; 0 to 10 s.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>By how much the delay may be longer or shorter; at most <see cref="Delay"/>.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Bits per second of IP packets, headers included; null where the line knows no limit.</summary>
    public long? Rate { get; init; }

    /// <summary>The share of packets that get lost, each for itself, in percent; 0 to 100.</summary>
    public double Loss { get; init; }

    /// <summary>
    /// Whether each packet draws a delay for itself, so that packets overtake each other. Otherwise the delay wanders and no packet
    /// overtakes another.
    /// </summary>
    public bool Reorder { get; init; }

    /// <summary>Why the values cannot be; null where they can.</summary>
    public string? Problem =>
        Delay < TimeSpan.Zero || Delay > MaximumDelay ? "the delay is 0 to 10s"
        : Jitter < TimeSpan.Zero || Jitter > Delay ? "the jitter is at most the delay"
        : Rate is < MinimumRate or > MaximumRate ? "the rate is 8kbit to 10Gbit"
        : !(Loss >= 0 && Loss <= 100) ? "the loss is 0 to 100 percent"
        : null;
}

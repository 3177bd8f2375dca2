using MeshGate.Core.Policy;

namespace MeshGate.Traversal.Discovery;

/// <summary>How long the NATs in front of a machine keep an idle UDP mapping (RFC 4787, section 4.3), as far as it was measured.</summary>
/// <param name="Held">The longest silence that a mapping outlived; null when it was not measured, the greatest value when nothing ends.</param>
/// <param name="Reason">What it rests on: a sentence for a person.</param>
public sealed record MappingLifetime(TimeSpan? Held, string Reason)
{
    private static readonly TimeSpan LeastMargin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastKeepAlive = TimeSpan.FromSeconds(1);

    /// <summary>There is nothing that forgets: neither NAT nor firewall.</summary>
    public static MappingLifetime Unlimited { get; } = new(TimeSpan.MaxValue, "There is neither a NAT nor a filter that could forget a mapping.");

    /// <summary>
    /// The time between two packets that hold a mapping: the ceiling, or less where the mapping needs it. Until measured it is
    /// <see cref="NatTraversalBlock.UnmeasuredKeepAlive"/> at most.
    /// </summary>
    /// <param name="ceiling">The setting.</param>
    /// <param name="lifetime">What was measured; null when nothing was.</param>
    /// <returns>Whole seconds, at least one.</returns>
    public static TimeSpan KeepAliveFor(TimeSpan ceiling, TimeSpan? lifetime)
    {
        TimeSpan held = lifetime is { } measured ? measured - Margin(measured) : NatTraversalBlock.UnmeasuredKeepAlive;
        TimeSpan wanted = TimeSpan.FromSeconds(Math.Floor((held < ceiling ? held : ceiling).TotalSeconds));
        return wanted > LeastKeepAlive ? wanted : LeastKeepAlive;
    }

    /// <summary>The lifetime that <paramref name="ceiling"/> takes to be the keepalive: measuring longer ones changes nothing.</summary>
    public static TimeSpan NeededFor(TimeSpan ceiling)
    {
        TimeSpan share = ceiling * 6 / 5;
        return share > ceiling + LeastMargin ? share : ceiling + LeastMargin;
    }

    // A sixth: timers and queues are late, and 30 s, the most common lifetime, then gives the most common keepalive, 25 s.
    private static TimeSpan Margin(TimeSpan lifetime) => lifetime / 6 > LeastMargin ? lifetime / 6 : LeastMargin;
}

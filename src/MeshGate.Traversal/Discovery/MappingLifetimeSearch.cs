using System.Collections.Immutable;

namespace MeshGate.Traversal.Discovery;

/// <summary>
/// Searches for how long NATs keep an idle mapping: growing silences until one is too long, then halving between. Pure: it says which
/// silence to try on a fresh mapping, and takes the result. Every result stands for itself, so that a search can stop at any time.
/// </summary>
public sealed record MappingLifetimeSearch
{
    /// <summary>Below this a mapping cannot be kept by a keepalive of whole seconds, and is not measured more finely.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(3);

    private static readonly ImmutableArray<int> Steps = [10, 20, 30, 45, 60, 90, 120, 180, 240, 300];

    /// <summary>The longest silence worth trying.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>The longest silence that a mapping is known to have outlived; zero before the first.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>The shortest silence that ended a mapping; null while none has.</summary>
    public TimeSpan? Lost { get; init; }

    /// <summary>The silence to try next; null when the search is over.</summary>
    public TimeSpan? Next => Lost is not { } lost
        ? Steps.Select(seconds => TimeSpan.FromSeconds(seconds)).Where(step => step > Held && Held < Longest).Select(step => (TimeSpan?)step).FirstOrDefault()
        : lost - Held <= (Resolution > Held / 10 ? Resolution : Held / 10) || lost <= Shortest
            ? null
            : (Held + lost) / 2;

    /// <summary>Takes the result of a silence.</summary>
    public MappingLifetimeSearch Record(TimeSpan silence, bool isHeld) => isHeld
        ? this with { Held = silence > Held ? silence : Held }
        : this with { Lost = Lost is { } lost && lost < silence ? lost : silence };
}

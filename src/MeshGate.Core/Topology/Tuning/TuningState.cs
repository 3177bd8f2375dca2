using System.Collections.Immutable;

namespace MeshGate.Core.Topology.Tuning;

/// <summary>
/// What a plan remembers of measurements for the next one: how long they have spoken for which change. Whoever keeps plans keeps it with
/// them; without it nothing is lost but the wait, which begins anew.
/// </summary>
/// <param name="Interval">The number of the interval in which measurements were last weighed.</param>
/// <param name="Wishes">Changes that wait, ordered.</param>
/// <param name="Loads">The loads that count, ordered by node.</param>
public sealed record TuningState(long Interval, ImmutableArray<HeldWish> Wishes, ImmutableArray<HeldLoad> Loads);

namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// One after the other, each as often as its weight says. Turns of those that take no part fall to the others in an order of their own, so
/// that these keep their shares. Counters are all that threads share.
/// </summary>
/// <param name="order">The order of all that have a weight.</param>
/// <param name="indexes">Their indexes in the plan.</param>
/// <param name="isMember">Which of them take part.</param>
/// <param name="turns">The turns so far, which outlive a plan.</param>
/// <param name="others">The order of those that take part alone; null where all do.</param>
/// <param name="members">Their indexes in the plan.</param>
internal sealed class TurnPicker(TurnOrder order, int[] indexes, bool[] isMember, TurnCounter turns, TurnOrder? others, int[] members) : TargetPicker
{
    private readonly TurnCounter _fallen = new();

    /// <inheritdoc/>
    public override int Pick(ulong client, ulong draw, int attempt)
    {
        int index = order[turns.Next()];
        return others is null || isMember[index] ? indexes[index] : members[others[_fallen.Next()]];
    }
}

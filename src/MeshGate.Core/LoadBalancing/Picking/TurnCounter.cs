namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>Counts turns, for all threads together.</summary>
internal sealed class TurnCounter
{
    private uint _next = uint.MaxValue;

    /// <summary>The number of this turn, from zero, and from zero again after the largest.</summary>
    public uint Next() => Interlocked.Increment(ref _next);
}

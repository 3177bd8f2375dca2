namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// A smooth weighted order of turns: nginx's, where one cycle of it is computed in a few milliseconds; else that of a <see cref="WeightTree"/>,
/// whose cycle is kept in memory too, as long as it is not too long.
/// </summary>
internal sealed class TurnOrder
{
    private const long LongestCycle = 1 << 20;
    private readonly int[] _cycle = [];
    private readonly WeightTree? _tree;

    /// <summary>Computes the order.</summary>
    /// <param name="weights">At least one, all above zero.</param>
    /// <param name="isLasting">Whether it is worth some tens of milliseconds that turns are read and not computed.</param>
    public TurnOrder(int[] weights, bool isLasting)
    {
        if (SmoothSequence.StepsFor(weights) <= SmoothSequence.MostSteps)
        {
            _cycle = SmoothSequence.Of(weights);
            return;
        }

        var tree = new WeightTree(weights);
        if (!isLasting || tree.Total > LongestCycle)
        {
            _tree = tree;
            return;
        }

        _cycle = new int[tree.Total];
        for (int turn = 0; turn < _cycle.Length; turn++)
        {
            _cycle[turn] = tree.Pick((uint)turn);
        }
    }

    /// <summary>The index whose turn it is.</summary>
    public int this[uint turn] => _tree is null ? _cycle[turn % (uint)_cycle.Length] : _tree.Pick(turn);
}

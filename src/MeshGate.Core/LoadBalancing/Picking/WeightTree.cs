using System.Numerics;

namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// A smooth weighted order without a cycle in memory, for many targets or weights without a common divisor. In a binary tree of weights
/// each inner node divides its picks between its two sides as evenly as whole numbers can be; so the k-th pick is a function of k, and
/// every cycle holds each index as often as its weight says.
/// </summary>
internal sealed class WeightTree
{
    private readonly int _leaves;
    private readonly long[] _total;
    private readonly double[] _share;

    /// <summary>Builds the tree.</summary>
    /// <param name="weights">At least one, all above zero.</param>
    public WeightTree(ReadOnlySpan<int> weights)
    {
        _leaves = (int)BitOperations.RoundUpToPowerOf2((uint)weights.Length);
        _total = new long[2 * _leaves];
        _share = new double[_leaves];
        for (int i = 0; i < weights.Length; i++)
        {
            _total[_leaves + i] = weights[i];
        }

        for (int node = _leaves - 1; node > 0; node--)
        {
            _total[node] = _total[2 * node] + _total[(2 * node) + 1];
            _share[node] = _total[node] == 0 ? 0 : (double)_total[2 * node] / _total[node];
        }
    }

    /// <summary>The length of a cycle.</summary>
    public long Total => _total[1];

    /// <summary>The index that pick <paramref name="k"/> falls on.</summary>
    public int Pick(uint k)
    {
        int node = 1;
        long pick = k % _total[1];
        while (node < _leaves)
        {
            // How many of the picks before went left: the quotient, by a product that is at most one off. A division takes several times as long.
            (long left, long total) = (_total[2 * node], _total[node]);
            long before = (long)(pick * _share[node]);
            long rest = (pick * left) - (before * total);
            (before, rest) = rest < 0 ? (before - 1, rest + total) : rest >= total ? (before + 1, rest - total) : (before, rest);
            bool isLeft = rest + left >= total;
            pick = isLeft ? before : pick - before;
            node = (2 * node) + (isLeft ? 0 : 1);
        }

        return node - _leaves;
    }
}

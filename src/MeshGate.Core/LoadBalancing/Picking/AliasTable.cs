namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>Draws indexes by weight in constant time: Vose's form of the alias method (IEEE Transactions on Software Engineering, 1991).</summary>
internal sealed class AliasTable
{
    private readonly uint[] _threshold;
    private readonly int[] _alias;

    /// <summary>Builds the table.</summary>
    /// <param name="weights">At least one, all above zero.</param>
    public AliasTable(ReadOnlySpan<int> weights)
    {
        int count = weights.Length;
        (_threshold, _alias) = (new uint[count], new int[count]);
        var odds = new double[count];
        double sum = 0;
        foreach (int weight in weights)
        {
            sum += weight;
        }

        (Stack<int> small, Stack<int> large) = (new(), new());
        for (int i = 0; i < count; i++)
        {
            odds[i] = weights[i] * count / sum;
            (odds[i] < 1 ? small : large).Push(i);
        }

        while (small.Count > 0 && large.Count > 0)
        {
            (int less, int more) = (small.Pop(), large.Pop());
            _threshold[less] = (uint)(odds[less] * uint.MaxValue);
            _alias[less] = more;
            odds[more] -= 1 - odds[less];
            (odds[more] < 1 ? small : large).Push(more);
        }

        // What is left is one but for rounding.
        foreach (int rest in small.Concat(large))
        {
            (_threshold[rest], _alias[rest]) = (uint.MaxValue, rest);
        }
    }

    /// <summary>The index that 32 random bits fall on: their upper part says the column, the rest the coin.</summary>
    public int Draw(uint bits)
    {
        ulong scaled = (ulong)bits * (uint)_alias.Length;
        int column = (int)(scaled >> 32);
        return (uint)scaled <= _threshold[column] ? column : _alias[column];
    }
}

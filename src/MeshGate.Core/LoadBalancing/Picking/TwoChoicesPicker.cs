using MeshGate.Core.Topology;

namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// Two drawn by weight, of which the one with less to do is taken (Mitzenmacher, IEEE Transactions on Parallel and Distributed
/// Systems, 2001): nearly as even as the least of all, and those who ask at once do not all choose the same.
/// </summary>
internal sealed class TwoChoicesPicker(int[] members, int[] weights, LiveTarget[] targets, long[] steps) : TargetPicker
{
    private readonly AliasTable _table = new(weights);

    /// <inheritdoc/>
    public override int Pick(ulong client, ulong draw, int attempt)
    {
        ulong bits = Rendezvous.Mix(draw, (ulong)attempt);
        (int one, int other) = (members[_table.Draw((uint)(bits >> 32))], members[_table.Draw((uint)bits)]);
        return Load(other) < Load(one) ? other : one;
    }

    private long Load(int index) => (targets[index].Connections + 1) * steps[index];
}

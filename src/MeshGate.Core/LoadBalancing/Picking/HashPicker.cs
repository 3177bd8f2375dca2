using MeshGate.Core.Topology;

namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// By the client's hash, while nobody gets more than its share and a quarter: then the next place with room is taken (Mirrokni, Thorup and
/// Zadimoghaddam, Consistent Hashing with Bounded Loads, SODA 2018). One that is not usable moves its own clients alone.
/// </summary>
internal sealed class HashPicker(MaglevTable table, LiveTarget[] claimants, int[] indexes, bool[] isMember, double[] share, LoadTotal total, int limit) : TargetPicker
{
    private const double Slack = 1.25;
    private const ulong Salt = 0x9e3779b97f4a7c15;

    /// <inheritdoc/>
    public override int Pick(ulong client, ulong draw, int attempt)
    {
        int place = table.PlaceOf(Rendezvous.Mix(client, Salt));
        double all = Slack * (total.Connections + 1);
        for (int i = 0; i < table.Size; i++)
        {
            int owner = table[place];
            if (isMember[owner] && claimants[owner].Connections < Math.Min(limit, Math.Ceiling(all * share[owner])))
            {
                return indexes[owner];
            }

            place = place + 1 == table.Size ? 0 : place + 1;
        }

        return -1;
    }
}

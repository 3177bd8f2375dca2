using MeshGate.Core.Topology;

namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// Maglev hashing (Eisenbud et al., NSDI 2016) with weights: targets take turns at claiming places of a table in an order of their own,
/// each as often as its weight says. A look-up is one read, shares are even to within a place, and a target more or less moves
/// hardly more than its own share.
/// </summary>
internal sealed class MaglevTable
{
    // A prime, so that every step size visits every place; and one for all numbers of targets, since another size moves everybody.
    // A thousand targets have 65 places each.
    private const int Places = 65_537;
    private readonly int[] _places = new int[Places];

    /// <summary>Fills the table.</summary>
    /// <param name="names">The hashes of the targets' names.</param>
    /// <param name="weights">Their weights, at least one, all above zero.</param>
    public MaglevTable(ReadOnlySpan<ulong> names, ReadOnlySpan<int> weights)
    {
        int count = names.Length;
        Array.Fill(_places, -1);
        (int[] place, int[] step) = (new int[count], new int[count]);
        int heaviest = 0;
        for (int i = 0; i < count; i++)
        {
            (place[i], step[i]) = ((int)(names[i] % (uint)Places), 1 + (int)(Rendezvous.Mix(names[i], 1) % (uint)(Places - 1)));
            heaviest = Math.Max(heaviest, weights[i]);
        }

        var owed = new long[count];
        for (int filled = 0; filled < Places;)
        {
            for (int i = 0; i < count && filled < Places; i++)
            {
                owed[i] += weights[i];
                if (owed[i] < heaviest)
                {
                    continue;
                }

                owed[i] -= heaviest;
                while (_places[place[i]] >= 0)
                {
                    place[i] = (place[i] + step[i]) % Places;
                }

                _places[place[i]] = i;
                filled++;
            }
        }
    }

    /// <summary>How many places there are.</summary>
    public int Size => _places.Length;

    /// <summary>The place of a hash.</summary>
    public int PlaceOf(ulong hash) => (int)Math.BigMul(hash, (ulong)_places.Length, out _);

    /// <summary>The target that has a place.</summary>
    public int this[int place] => _places[place];
}

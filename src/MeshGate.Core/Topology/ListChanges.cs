using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>
/// What two versions of a list do not have in common. Comparing references is all that a change to a long list costs; only where the two
/// part are names compared.
/// </summary>
internal static class ListChanges
{
    /// <summary>Finds it.</summary>
    /// <param name="before">The list as it was.</param>
    /// <param name="after">The list as it is. The fewer the items that stand out of the order of names, the closer the answer; it is right in any order.</param>
    /// <param name="nameOf">The name of an item.</param>
    /// <param name="areSame">Whether two items are the same.</param>
    /// <returns>The items that are in the first list alone, and those that are in the second alone; an item that only moved may be in both.</returns>
    public static (List<T> Gone, List<T> Come) Between<T>(ImmutableArray<T> before, ImmutableArray<T> after, Func<T, string> nameOf, Func<T, T, bool> areSame)
        where T : class
    {
        var (gone, come) = (new List<T>(), new List<T>());
        if (before == after)
        {
            return (gone, come);
        }

        (int old, int now, int lastOld, int lastNow) = (0, 0, before.Length, after.Length);
        while (lastOld > 0 && lastNow > 0 && areSame(before[lastOld - 1], after[lastNow - 1]))
        {
            (lastOld, lastNow) = (lastOld - 1, lastNow - 1);
        }

        while (old < lastOld && now < lastNow)
        {
            if (areSame(before[old], after[now]))
            {
                (old, now) = (old + 1, now + 1);
                continue;
            }

            int order = string.CompareOrdinal(nameOf(before[old]), nameOf(after[now]));
            if (order <= 0)
            {
                gone.Add(before[old++]);
            }

            if (order >= 0)
            {
                come.Add(after[now++]);
            }
        }

        gone.AddRange(before.AsSpan(old..lastOld));
        come.AddRange(after.AsSpan(now..lastNow));
        return (gone, come);
    }
}

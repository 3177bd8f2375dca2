using System.Collections.Immutable;

namespace MeshGate.Core.Topology;

/// <summary>
/// What two versions of a list do not have in common. Comparing references is all that a small change to a long list costs; only what
/// lies between the first and the last difference is looked up.
/// </summary>
internal static class ListChanges
{
    /// <summary>Finds it.</summary>
    /// <param name="before">The list as it was.</param>
    /// <param name="after">The list as it is.</param>
    /// <param name="comparer">Says which items are the same.</param>
    /// <returns>The items that are in the first list alone, and those that are in the second alone; an item that only moved may be in both.</returns>
    public static (List<T> Gone, List<T> Come) Between<T>(ImmutableArray<T> before, ImmutableArray<T> after, IEqualityComparer<T> comparer)
    {
        if (before == after)
        {
            return ([], []);
        }

        ReadOnlySpan<T> old = before.AsSpan();
        ReadOnlySpan<T> now = after.AsSpan();
        int same = old.CommonPrefixLength(now, comparer);
        old = old[same..];
        now = now[same..];
        while (old.Length > 0 && now.Length > 0 && comparer.Equals(old[^1], now[^1]))
        {
            old = old[..^1];
            now = now[..^1];
        }

        // Items that were exchanged stay where others stand; where most are elsewhere, the list has moved.
        return old.Length == now.Length && ByPosition(old, now, comparer) is var exchanged && exchanged.Gone.Count * 2 <= old.Length + 2
            ? exchanged
            : (Without(old, now, comparer), Without(now, old, comparer));
    }

    private static (List<T> Gone, List<T> Come) ByPosition<T>(ReadOnlySpan<T> old, ReadOnlySpan<T> now, IEqualityComparer<T> comparer)
    {
        var (gone, come) = (new List<T>(), new List<T>());
        for (int i = 0; i < old.Length; i++)
        {
            if (!comparer.Equals(old[i], now[i]))
            {
                gone.Add(old[i]);
                come.Add(now[i]);
            }
        }

        return (gone, come);
    }

    private static List<T> Without<T>(ReadOnlySpan<T> all, ReadOnlySpan<T> others, IEqualityComparer<T> comparer)
    {
        if (all.IsEmpty || others.IsEmpty)
        {
            return [.. all];
        }

        var known = new HashSet<T>(others.Length, comparer);
        foreach (T other in others)
        {
            known.Add(other);
        }

        var left = new List<T>();
        foreach (T item in all)
        {
            if (!known.Contains(item))
            {
                left.Add(item);
            }
        }

        return left;
    }
}

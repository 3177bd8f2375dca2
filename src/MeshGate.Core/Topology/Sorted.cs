namespace MeshGate.Core.Topology;

/// <summary>Looks things up by name where they stand ordered by it.</summary>
internal static class Sorted
{
    /// <summary>The position of a name, or where it would be, complemented.</summary>
    /// <param name="items">The things, ordered by name in ordinal order.</param>
    /// <param name="name">The name.</param>
    /// <param name="nameOf">The name of a thing.</param>
    public static int Find<T>(ReadOnlySpan<T> items, string name, Func<T, string> nameOf)
    {
        (int low, int high) = (0, items.Length - 1);
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = string.CompareOrdinal(nameOf(items[middle]), name);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    /// <summary>The things with changes made to them.</summary>
    /// <param name="items">The things, ordered by name; each name once.</param>
    /// <param name="changes">What is now under a name, or null for nothing; ordered by name.</param>
    /// <param name="nameOf">The name of a thing.</param>
    /// <returns>All of them, ordered by name; what was given where nothing is another.</returns>
    public static T[] With<T>(T[] items, List<(string Name, T? Item)> changes, Func<T, string> nameOf)
        where T : class
        => With(items, changes.ConvertAll(change => (items.Length == 0 ? -1 : Find<T>(items, change.Name, nameOf), change.Item)));

    /// <summary>The things with changes made to them.</summary>
    /// <param name="items">The things.</param>
    /// <param name="changes">What is now at a position, or null for nothing; a complemented position is that before which it comes. Ordered.</param>
    /// <returns>All of them; what was given where nothing is another.</returns>
    public static T[] With<T>(T[] items, List<(int At, T? Item)> changes)
        where T : class
    {
        if (!changes.Exists(change => change.At < 0 ? change.Item is not null : !ReferenceEquals(change.Item, items[change.At])))
        {
            return items;
        }

        var merged = new T[items.Length + changes.Sum(change => (change.Item is null ? 0 : 1) - (change.At < 0 ? 0 : 1))];
        (int from, int to) = (0, 0);
        foreach ((int at, T? item) in changes)
        {
            int kept = (at < 0 ? ~at : at) - from;
            Array.Copy(items, from, merged, to, kept);
            (from, to) = (from + kept + (at < 0 ? 0 : 1), to + kept);
            if (item is not null)
            {
                merged[to++] = item;
            }
        }

        Array.Copy(items, from, merged, to, items.Length - from);
        return merged;
    }
}

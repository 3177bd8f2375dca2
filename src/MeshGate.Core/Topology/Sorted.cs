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
    public static T[] With<T>(T[] items, List<(string Name, T? Item)> changes, Func<T, string> nameOf)
        where T : class
    {
        if (changes.Count == 0)
        {
            return items;
        }

        var merged = new List<T>(items.Length + changes.Count);
        int from = 0;
        foreach ((string name, T? item) in changes)
        {
            int at = from == items.Length ? ~from : Find<T>(items, name, nameOf);
            merged.AddRange(items.AsSpan(from..(at < 0 ? ~at : at)));
            from = at < 0 ? ~at : at + 1;
            if (item is not null)
            {
                merged.Add(item);
            }
        }

        merged.AddRange(items.AsSpan(from));
        return [.. merged];
    }
}

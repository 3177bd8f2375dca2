namespace MeshGate.Core.Topology.Links;

/// <summary>Joins what fell apart.</summary>
internal static class NeighbourRepair
{
    /// <summary>Adds links until every node that has room is joined to every other, the shortest first. What cannot be joined stays apart: nodes with room for one link alone.</summary>
    public static void Join(NeighbourArguments arguments, LinkSet links)
    {
        int count = arguments.Rooms.Count;
        var refused = new HashSet<int>();
        while (true)
        {
            List<List<int>> parts = [.. PartsOf(links, count).Where(part => part.Exists(node => arguments.Rooms[node] > 0))];
            if (parts.Count < 2 || parts.Where(part => !refused.Contains(part[0])).OrderBy(part => part.Count).ThenBy(part => part[0]).FirstOrDefault() is not { } small)
            {
                return;
            }

            // Room is made in one part of the others alone, and only where the link that needs it can be made.
            List<int>? others = parts.Find(part => part != small && part.Exists(IsFree)) ?? parts.Find(part => part != small && SpareOf(part) is not null);
            if (others is null || !(small.Exists(IsFree) || SpareOf(small) is not null))
            {
                refused.Add(small[0]);
                continue;
            }

            MakeRoom(small);
            MakeRoom(others);
            (int from, int to) = small.Where(IsFree)
                .SelectMany(one => parts.Where(part => part != small).SelectMany(part => part.Where(IsFree)).Select(other => (one, other)))
                .MinBy(pair => (arguments.Distance(pair.one, pair.other), arguments.Draw(pair.one, pair.other), pair));
            links.Add(from, to);
        }

        bool IsFree(int node) => links.DegreeOf(node) < arguments.Rooms[node];

        void MakeRoom(List<int> part)
        {
            if (!part.Exists(IsFree) && SpareOf(part) is var (one, other))
            {
                links.Remove(one, other);
            }
        }

        // The longest of the links that a walk through all nodes does not need: they close circles.
        (int One, int Other)? SpareOf(List<int> part)
        {
            HashSet<(int, int)> needed = [];
            Walk(links, part[0], [], (from, to) => needed.Add((Math.Min(from, to), Math.Max(from, to))));
            return part
                .SelectMany(one => links.Of(one).Where(other => other > one).Select(other => (One: one, Other: other)))
                .Where(link => !needed.Contains(link))
                .OrderByDescending(link => arguments.Distance(link.One, link.Other))
                .ThenBy(link => link)
                .Select(link => ((int, int)?)link)
                .FirstOrDefault();
        }
    }

    private static IEnumerable<List<int>> PartsOf(LinkSet links, int count)
    {
        var seen = new HashSet<int>();
        for (int node = 0; node < count; node++)
        {
            if (!seen.Contains(node))
            {
                yield return Walk(links, node, seen, null);
            }
        }
    }

    private static List<int> Walk(LinkSet links, int start, HashSet<int> seen, Action<int, int>? step)
    {
        var reached = new List<int> { start };
        seen.Add(start);
        for (int i = 0; i < reached.Count; i++)
        {
            // Which nodes are reached does not depend on the order, only by which links.
            foreach (int next in step is null ? links.Of(reached[i]) : links.Ordered(reached[i]))
            {
                if (seen.Add(next))
                {
                    step?.Invoke(reached[i], next);
                    reached.Add(next);
                }
            }
        }

        return reached;
    }
}

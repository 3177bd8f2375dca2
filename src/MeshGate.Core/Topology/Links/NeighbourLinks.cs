namespace MeshGate.Core.Topology.Links;

/// <summary>
/// Links many nodes by few links for each: to some that are near, and to a few drawn by rendezvous hashing, which keep the way
/// between any two short (Watts and Strogatz, 1998). Links in force are kept, so that a join or leave changes the links of few nodes
/// and no measurement changes any; whoever has too few chooses more; what fell apart is joined again. Whoever has two neighbours
/// of room at least is joined to all others, since room can always be made: by taking a link out of a circle.
/// </summary>
internal sealed class NeighbourLinks
{
    internal const int Wanted = 8;
    private const int Drawn = 2;

    // Others may choose a node until it has this many. One that has more, since all were linked to all until now, is cut back.
    private const int Most = 24;
    private const int Kept = 16;

    private readonly NeighbourArguments _arguments;
    private readonly LinkSet _links;
    private readonly int _count;

    private NeighbourLinks(NeighbourArguments arguments)
    {
        _arguments = arguments;
        _count = arguments.Rooms.Count;
        _links = new LinkSet(_count);
    }

    /// <summary>Chooses the links.</summary>
    public static LinkSet Choose(NeighbourArguments arguments)
    {
        arguments = arguments with { Rooms = [.. arguments.Rooms.Select(room => Math.Min(room, Most))] };
        var choice = new NeighbourLinks(arguments);
        choice.Keep();
        choice.Fill();

        // Making room can leave it to others; once nothing is apart any more, only links are added.
        NeighbourRepair.Join(arguments, choice._links);
        choice.Fill();
        if (arguments.Tune?.Invoke(choice._links, arguments.Rooms) == true)
        {
            NeighbourRepair.Join(arguments, choice._links);
            choice.Fill();
        }

        return choice._links;
    }

    private void Keep()
    {
        int[] before = new int[_count];
        foreach ((int one, int other) in _arguments.Standing)
        {
            before[one]++;
            before[other]++;
        }

        int[] bounds = [.. Enumerable.Range(0, _count).Select(node => before[node] > Most ? Math.Min(_arguments.Rooms[node], Kept) : _arguments.Rooms[node])];
        bool isWithin = Enumerable.Range(0, _count).All(node => before[node] <= bounds[node]);
        IEnumerable<(int One, int Other)> best = isWithin
            ? _arguments.Standing
            : _arguments.Standing.OrderBy(link => _arguments.Distance(link.One, link.Other)).ThenBy(link => link);
        foreach ((int one, int other) in best)
        {
            if (_links.DegreeOf(one) < bounds[one] && _links.DegreeOf(other) < bounds[other])
            {
                _links.Add(one, other);
            }
        }
    }

    private void Fill()
    {
        for (int node = 0; node < _count; node++)
        {
            int missing = Math.Min(Wanted, _arguments.Rooms[node]) - _links.DegreeOf(node);
            if (missing <= 0)
            {
                continue;
            }

            int drawn = missing >= Wanted / 2 ? Drawn : 0;
            Link(node, missing - drawn, _arguments.Distance);
            Link(node, drawn, null);
            Insert(node);
        }
    }

    // To the few first of those with room by distance, then by draw, then by number, without sorting the rest.
    private void Link(int node, int count, Func<int, int, double>? distance)
    {
        var linked = new bool[_count];
        linked[node] = true;
        foreach (int other in _links.Of(node))
        {
            linked[other] = true;
        }

        var least = new List<(double Distance, ulong Draw, int Other)>(count + 1);
        for (int other = 0; other < _count && count > 0; other++)
        {
            if (linked[other] || _links.DegreeOf(other) >= _arguments.Rooms[other])
            {
                continue;
            }

            double far = distance?.Invoke(node, other) ?? 0;
            if (least.Count == count && far > least[^1].Distance)
            {
                continue;
            }

            ulong draw = _arguments.Draw(node, other);
            int at = least.Count;
            while (at > 0 && (far < least[at - 1].Distance || (far == least[at - 1].Distance && draw < least[at - 1].Draw)))
            {
                at--;
            }

            least.Insert(at, (far, draw, other));
            if (least.Count > count)
            {
                least.RemoveAt(count);
            }
        }

        least.ForEach(item => _links.Add(node, item.Other));
    }

    // Where nobody has room left, a node steps between two that are linked: both keep as many links as they had.
    private void Insert(int node)
    {
        while (_links.DegreeOf(node) + 2 <= Math.Min(2, _arguments.Rooms[node])
            && _links.All()
                .Where(link => link.One != node && link.Other != node && !_links.Has(node, link.One) && !_links.Has(node, link.Other))
                .OrderBy(link => _arguments.Distance(node, link.One) + _arguments.Distance(node, link.Other))
                .ThenBy(link => link)
                .Select(link => ((int One, int Other)?)link)
                .FirstOrDefault() is { } between)
        {
            _links.Remove(between.One, between.Other);
            _links.Add(node, between.One);
            _links.Add(node, between.Other);
        }
    }
}

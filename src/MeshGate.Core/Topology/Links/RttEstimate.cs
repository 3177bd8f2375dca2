using MeshGate.Core.Topology.Coordinates;

namespace MeshGate.Core.Topology.Links;

/// <summary>
/// What links between peers cost, as round-trip times in milliseconds: as either of two measured it; else as the network coordinates of both
/// say, which follow from what they measured towards others; else guessed by where they stand.
/// </summary>
/// <param name="peers">The peers, by whose position in this list they are asked for.</param>
internal sealed class RttEstimate(IReadOnlyList<Peer> peers)
{
    private const double SameZone = 1;
    private const double SameRegion = 5;
    private const double NotKnown = 20;
    private const double OtherRegion = 80;

    // By the smaller position times the number of peers and the greater.
    private Dictionary<int, double>? _measured;
    private Coordinate?[]? _coordinates;

    /// <summary>The cost between two peers.</summary>
    public double Between(int one, int other) => Known(one, other) ?? Guess(peers[one].Place, peers[other].Place);

    /// <summary>The cost between two peers as far as it was measured or follows from what was; else null.</summary>
    public double? Known(int one, int other)
    {
        if (Measured(one, other) is { } cost)
        {
            return cost;
        }

        if (_measured!.Count == 0)
        {
            return null;
        }

        _coordinates ??= Vivaldi.Fit(peers.Count, _measured.Select(pair => (pair.Key / peers.Count, pair.Key % peers.Count, pair.Value)), [.. peers.Select(peer => peer.Hash)]);
        return _coordinates[one] is { } here && _coordinates[other] is { } there ? here.DistanceTo(there) : null;
    }

    /// <summary>The cost between two peers as one of them measured it; else null.</summary>
    public double? Measured(int one, int other)
    {
        // Made at the first question: while nothing is chosen anew, nobody asks.
        _measured ??= Read();
        return _measured.TryGetValue(PairOf(one, other), out double cost) ? cost : null;
    }

    /// <summary>The round-trip time that is usual between two places.</summary>
    public static double Guess(NodePlace one, NodePlace other)
        => one.SharesZone(other) ? SameZone
            : one.Region is null || other.Region is null ? NotKnown
            : one.Region == other.Region ? SameRegion
            : OtherRegion;

    private int PairOf(int one, int other) => (Math.Min(one, other) * peers.Count) + Math.Max(one, other);

    // Where both ends measured, the worse counts: traffic goes both ways.
    private Dictionary<int, double> Read()
    {
        if (peers.All(peer => peer.Node.Measurements.IsEmpty))
        {
            return [];
        }

        var measured = new Dictionary<int, double>(peers.Sum(peer => peer.Node.Measurements.Length));

        var positions = new Dictionary<string, int>(peers.Count, StringComparer.Ordinal);
        for (int i = 0; i < peers.Count; i++)
        {
            positions[peers[i].Name] = i;
        }

        for (int i = 0; i < peers.Count; i++)
        {
            foreach (PeerMeasurement measurement in peers[i].Node.Measurements)
            {
                if (positions.TryGetValue(measurement.Peer, out int to) && to != i)
                {
                    int pair = PairOf(i, to);
                    measured[pair] = Math.Max(measured.GetValueOrDefault(pair), measurement.CostMilliseconds);
                }
            }
        }

        return measured;
    }
}

namespace MeshGate.Core.Topology.Links;

/// <summary>Round-trip times in milliseconds between peers: measured by either of two, or else guessed by where they stand.</summary>
/// <param name="peers">The peers, by whose position in this list they are asked for.</param>
internal sealed class RttEstimate(IReadOnlyList<Peer> peers)
{
    private const double SameZone = 1;
    private const double SameRegion = 5;
    private const double NotKnown = 20;
    private const double OtherRegion = 80;

    private Dictionary<(int From, int To), double>? _measured;

    /// <summary>The round-trip time between two peers.</summary>
    public double Between(int one, int other)
    {
        // Made at the first question: while nothing is chosen anew, nobody asks.
        _measured ??= Read();
        (int From, int To) forth = (Math.Min(one, other), Math.Max(one, other));
        return _measured.TryGetValue(forth, out double rtt) || _measured.TryGetValue((forth.To, forth.From), out rtt) ? rtt : Guess(peers[one].Place, peers[other].Place);
    }

    /// <summary>The round-trip time that is usual between two places.</summary>
    public static double Guess(NodePlace one, NodePlace other)
        => one.SharesZone(other) ? SameZone
            : one.Region is null || other.Region is null ? NotKnown
            : one.Region == other.Region ? SameRegion
            : OtherRegion;

    private Dictionary<(int From, int To), double> Read()
    {
        var positions = new Dictionary<string, int>(peers.Count, StringComparer.Ordinal);
        for (int i = 0; i < peers.Count; i++)
        {
            positions[peers[i].Name] = i;
        }

        var measured = new Dictionary<(int From, int To), double>();
        for (int i = 0; i < peers.Count; i++)
        {
            foreach (PeerMeasurement measurement in peers[i].Node.Measurements)
            {
                if (positions.TryGetValue(measurement.Peer, out int to))
                {
                    measured[(i, to)] = measurement.RttMilliseconds;
                }
            }
        }

        return measured;
    }
}

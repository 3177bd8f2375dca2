namespace MeshGate.Core.Topology.Coordinates;

/// <summary>
/// Network coordinates with height vectors (Dabek et al., "Vivaldi: a decentralized network coordinate system", SIGCOMM 2004): from
/// some round-trip times between nodes it estimates all others. Here they are fitted in one place and from nothing each time, in an
/// order that is given, so that equal measurements give equal coordinates.
/// </summary>
internal static class Vivaldi
{
    // Those of the paper: how far an estimate and its error move at a sample.
    private const double Step = 0.25;
    private const double ErrorStep = 0.25;
    private const double LeastHeight = 0.1;
    private const double LeastRtt = 0.1;
    private const int Rounds = 24;

    // With fewer, a node could stand anywhere on a circle.
    private const int FewestSamples = 3;
    private const int MostSamples = 16;

    /// <summary>Fits coordinates; null for a node that too little is known of.</summary>
    /// <param name="count">How many nodes there are.</param>
    /// <param name="samples">Round-trip times in milliseconds between pairs, ordered; each pair once.</param>
    /// <param name="hashes">Evenly spread bits for each node: the direction in which it sets out, and which of many samples count.</param>
    public static Coordinate?[] Fit(int count, IEnumerable<(int One, int Other, double Rtt)> samples, IReadOnlyList<ulong> hashes)
    {
        int[] known = new int[count];
        List<(int One, int Other, double Rtt)> used = [];
        foreach ((int One, int Other, double Rtt) sample in samples.OrderBy(sample => Rendezvous.Mix(hashes[sample.One], hashes[sample.Other])))
        {
            // A few of many do, and keep the fit as cheap as the nodes are many.
            if (known[sample.One] < MostSamples || known[sample.Other] < MostSamples)
            {
                known[sample.One]++;
                known[sample.Other]++;
                used.Add(sample with { Rtt = Math.Max(sample.Rtt, LeastRtt) });
            }
        }

        var places = new Coordinate[count];
        double[] errors = new double[count];
        for (int i = 0; i < count; i++)
        {
            (double sine, double cosine) = Math.SinCos(hashes[i] / (double)ulong.MaxValue * 2 * Math.PI);
            places[i] = new Coordinate(cosine, sine, LeastHeight);
            errors[i] = 1;
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach ((int one, int other, double rtt) in used)
            {
                Move(places, errors, one, other, rtt);
                Move(places, errors, other, one, rtt);
            }
        }

        return [.. places.Select((place, i) => known[i] >= FewestSamples ? place : (Coordinate?)null)];
    }

    private static void Move(Coordinate[] places, double[] errors, int node, int other, double rtt)
    {
        (Coordinate here, Coordinate there) = (places[node], places[other]);
        double distance = here.DistanceTo(there);
        double trust = errors[node] / (errors[node] + errors[other]);
        double error = Math.Abs(distance - rtt) / rtt;
        errors[node] = Math.Max((error * ErrorStep * trust) + (errors[node] * (1 - (ErrorStep * trust))), 1e-6);
        double pull = Step * trust * (rtt - distance) / distance;
        places[node] = new Coordinate(
            here.X + (pull * (here.X - there.X)),
            here.Y + (pull * (here.Y - there.Y)),
            Math.Max(here.Height + (pull * (here.Height + there.Height)), LeastHeight));
    }
}

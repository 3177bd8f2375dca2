using System.Runtime.InteropServices;

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
    /// <param name="samples">Round-trip times in milliseconds between pairs, in any order; each pair once.</param>
    /// <param name="hashes">Evenly spread bits for each node: the direction in which it sets out, and which of many samples count.</param>
    public static Coordinate?[] Fit(int count, IEnumerable<(int One, int Other, double Rtt)> samples, IReadOnlyList<ulong> hashes)
    {
        int[] known = new int[count];
        (int One, int Other, double Rtt)[] drawn = [.. samples];
        Array.Sort(Array.ConvertAll(drawn, sample => (Rendezvous.Mix(hashes[sample.One], hashes[sample.Other]), sample.One, sample.Other)), drawn);
        var used = new List<(int One, int Other, double Rtt)>(drawn.Length);
        foreach ((int One, int Other, double Rtt) sample in drawn)
        {
            // A few of many do, and keep the fit as cheap as the nodes are many.
            if (known[sample.One] < MostSamples || known[sample.Other] < MostSamples)
            {
                known[sample.One]++;
                known[sample.Other]++;
                used.Add(sample with { Rtt = Math.Max(sample.Rtt, LeastRtt) });
            }
        }

        var nodes = new Fitted[count];
        for (int i = 0; i < count; i++)
        {
            (double sine, double cosine) = Math.SinCos(hashes[i] / (double)ulong.MaxValue * 2 * Math.PI);
            nodes[i] = new Fitted { X = cosine, Y = sine, Height = LeastHeight, Error = 1 };
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach ((int one, int other, double rtt) in CollectionsMarshal.AsSpan(used))
            {
                ref Fitted here = ref nodes[one];
                ref Fitted there = ref nodes[other];
                here.Move(there, rtt);
                there.Move(here, rtt);
            }
        }

        return [.. nodes.Select((node, i) => known[i] >= FewestSamples ? new Coordinate(node.X, node.Y, node.Height) : (Coordinate?)null)];
    }

    private struct Fitted
    {
        public double X;
        public double Y;
        public double Height;
        public double Error;

        public void Move(in Fitted other, double rtt)
        {
            (double x, double y) = (X - other.X, Y - other.Y);
            double distance = Math.Sqrt((x * x) + (y * y)) + Height + other.Height;
            double trust = Error / (Error + other.Error);
            double error = Math.Abs(distance - rtt) / rtt;
            Error = Math.Max((error * ErrorStep * trust) + (Error * (1 - (ErrorStep * trust))), 1e-6);
            double pull = Step * trust * (rtt - distance) / distance;
            (X, Y, Height) = (X + (pull * x), Y + (pull * y), Math.Max(Height + (pull * (Height + other.Height)), LeastHeight));
        }
    }
}

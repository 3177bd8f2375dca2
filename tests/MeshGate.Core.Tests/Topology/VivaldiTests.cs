using MeshGate.Core.Topology.Coordinates;

namespace MeshGate.Core.Tests.Topology;

public sealed class VivaldiTests
{
    private const int Count = 120;

    // The paper's figures for the internet are alike: a tenth in the median, a half for nine of ten.
    [Fact]
    public void Fit_EstimatesWhatWasNotMeasured_ToATenth_AndNineOfTenToAHalf()
    {
        var errors = new List<double>();
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            Coordinate[] truth = [.. Enumerable.Range(0, Count).Select(_ => new Coordinate(random.NextDouble() * 120, random.NextDouble() * 80, 1 + (random.NextDouble() * 10)))];
            Coordinate?[] fitted = Fit(random, truth, 8);
            errors.AddRange(Enumerable.Range(0, 2000)
                .Select(_ => (One: random.Next(Count), Other: random.Next(Count)))
                .Where(pair => pair.One != pair.Other)
                .Select(pair => Math.Abs(fitted[pair.One]!.Value.DistanceTo(fitted[pair.Other]!.Value) - truth[pair.One].DistanceTo(truth[pair.Other])) / truth[pair.One].DistanceTo(truth[pair.Other])));
        }

        errors.Sort();
        Assert.InRange(errors[errors.Count / 2], 0, 0.1);
        Assert.InRange(errors[errors.Count * 9 / 10], 0, 0.5);
    }

    [Fact]
    public void Fit_SaysNothing_OfANodeThatTooLittleIsKnownOf()
    {
        Coordinate?[] fitted = Vivaldi.Fit(4, [(0, 1, 5), (0, 2, 5), (1, 2, 5)], [1, 2, 3, 4]);
        Assert.All(fitted, Assert.Null);
    }

    [Fact]
    public void Fit_StaysFinite_WhateverWasMeasured()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            (int, int, double)[] samples = [.. Enumerable.Range(0, 30).SelectMany(one => Enumerable.Range(one + 1, 5).Select(other => (one, other % 36, random.Next(4) switch { 0 => 0, 1 => 1e9, 2 => 1e-9, _ => random.NextDouble() * 100 })))];
            Assert.All(Vivaldi.Fit(36, samples, [.. Enumerable.Range(0, 36).Select(_ => (ulong)random.NextInt64())]), place => Assert.True(place is not { } at || (double.IsFinite(at.X) && double.IsFinite(at.Y) && double.IsFinite(at.Height))));
        }
    }

    private static Coordinate?[] Fit(Random random, Coordinate[] truth, int measured)
    {
        var pairs = new SortedSet<(int, int)>();
        for (int one = 0; one < Count; one++)
        {
            for (int i = 0; i < measured; i++)
            {
                int other = random.Next(Count);
                if (other != one)
                {
                    pairs.Add((Math.Min(one, other), Math.Max(one, other)));
                }
            }
        }

        return Vivaldi.Fit(Count, pairs.Select(pair => (pair.Item1, pair.Item2, truth[pair.Item1].DistanceTo(truth[pair.Item2]))), [.. Enumerable.Range(0, Count).Select(_ => (ulong)random.NextInt64())]);
    }
}

using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Failover.Simulation;

/// <summary>Two ends with a direct path, a relay node and a TURN server between them.</summary>
internal sealed class SimPair
{
    public SimPair(int seed, FailoverBlock? settings = null, bool hasStream = true)
    {
        var random = new Random(seed);
        Paths =
        [
            new SimPath(0, 0, TimeSpan.FromMilliseconds(random.Next(1, 25)), random),
            new SimPath(1, 1, TimeSpan.FromMilliseconds(random.Next(5, 40)), random),
            new SimPath(2, 2, TimeSpan.FromMilliseconds(random.Next(5, 40)), random),
        ];
        A = new SimEnd(Clock, Paths, random, settings ?? new FailoverBlock(), isControlling: true);
        B = new SimEnd(Clock, Paths, random, settings ?? new FailoverBlock(), isControlling: false) { Peer = A };
        A.Peer = B;
        A.Start();
        B.Start();
        if (hasStream)
        {
            A.SendStream(TimeSpan.FromMilliseconds(10));
            B.SendStream(TimeSpan.FromMilliseconds(10));
        }
    }

    public SimClock Clock { get; } = new();

    public SimPath[] Paths { get; }

    public SimEnd A { get; }

    public SimEnd B { get; }

    public void Run(TimeSpan time) => Clock.RunUntil(Clock.Now + time);

    /// <summary>The longest silence at the worse end, from a moment on.</summary>
    public TimeSpan LongestGap(TimeSpan from) => Longest(A.Arrivals, from) > Longest(B.Arrivals, from) ? Longest(A.Arrivals, from) : Longest(B.Arrivals, from);

    private TimeSpan Longest(List<TimeSpan> arrivals, TimeSpan from)
    {
        TimeSpan last = from;
        TimeSpan longest = TimeSpan.Zero;
        foreach (TimeSpan at in arrivals.Where(at => at > from).Append(Clock.Now))
        {
            longest = at - last > longest ? at - last : longest;
            last = at;
        }

        return longest;
    }
}

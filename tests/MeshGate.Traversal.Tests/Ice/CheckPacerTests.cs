using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class CheckPacerTests
{
    private static readonly TimeSpan Late = CheckPacer.Lateness + TimeSpan.FromMilliseconds(1);
    private readonly CheckPacer _pacer = new();

    [Fact]
    public void Take_LetsABurstGoAtOnce_AndSpacesTheRest()
    {
        var now = TimeSpan.FromSeconds(9);
        Assert.All(Enumerable.Range(0, CheckPacer.Burst), _ => Assert.True(_pacer.Take(now) <= now));
        Assert.Equal([now + CheckPacer.Least, now + (2 * CheckPacer.Least)], [_pacer.Take(now), _pacer.Take(now)]);
        var later = now + TimeSpan.FromSeconds(10);
        Assert.True(_pacer.Take(later) <= later);
    }

    [Fact]
    public void Note_DoublesTheSpace_OfANodeThatIsLate_AndHalvesItAgain()
    {
        for (var second = 1; second < 10; second++)
        {
            _pacer.Note(Late, TimeSpan.FromSeconds(second));
            _pacer.Note(Late, TimeSpan.FromSeconds(second));
            Assert.Equal(Math.Min(5 * (1 << second), 80), _pacer.Space.TotalMilliseconds);
        }

        for (var second = 10; second < 20; second++)
        {
            _pacer.Note(TimeSpan.Zero, TimeSpan.FromSeconds(second));
        }

        Assert.Equal(CheckPacer.Least, _pacer.Space);
    }

    [Fact]
    public void Step_SendsEachCheckInItsTurn_WhereManyPeersAreLookedForAtOnce()
    {
        var ends = Enumerable.Range(0, 20).Select(_ => new CheckListEnd { Pacer = _pacer }).ToList();
        var sent = new List<double>();
        IPEndPoint[] addresses = [.. Enumerable.Range(1, 8).Select(port => new IPEndPoint(IPAddress.Parse("192.0.2.1"), port))];
        foreach (var end in ends)
        {
            sent.AddRange(end.Learn(0, addresses).OfType<CheckListEffect.SendCheck>().Select(_ => 0.0));
        }

        for (var now = 1.0; now <= 2000; now++)
        {
            foreach (var end in ends.Where(end => end.State.NextDue <= TimeSpan.FromMilliseconds(now)))
            {
                sent.AddRange(end.At(now, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>().Select(_ => now));
            }
        }

        Assert.InRange(sent.Count, 400, CheckPacer.Burst + 401);
        Assert.All(ends, end => Assert.All(end.State.Checks, check => Assert.True(check.Unanswered > 0)));
    }

    [Fact]
    public void Step_NeverWaits_WhereAPathIsInUse()
    {
        var end = new CheckListEnd { Pacer = _pacer };
        end.Connect(CheckListTests.Host);
        for (var taken = 0; taken < 1000; taken++)
        {
            _pacer.Take(TimeSpan.FromMinutes(1));
        }

        Assert.NotEmpty(end.At(60_000, new CheckListEvent.Tick()).OfType<CheckListEffect.SendCheck>());
    }
}

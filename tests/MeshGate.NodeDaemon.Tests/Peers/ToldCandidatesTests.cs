using System.Collections.Immutable;
using System.Net;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Tests.Peers;

public sealed class ToldCandidatesTests
{
    private readonly ToldCandidates _told = new();

    [Fact]
    public void TryTake_TakesAFewListsAtOnceThenOneASecond_WhenManyAreTold()
    {
        var taken = new List<double>();
        for (var now = TimeSpan.FromSeconds(100); now < TimeSpan.FromSeconds(110); now += TimeSpan.FromMilliseconds(50))
        {
            _told.Put(List(1));
            if (_told.TryTake(now, out _))
            {
                taken.Add(now.TotalSeconds - 100);
            }
        }

        Assert.Equal([0, 0.05, 0.1, 1, 2, 3, 4, 5, 6, 7, 8, 9], taken.Select(at => Math.Round(at, 2)));
    }

    [Fact]
    public void TryTake_GivesTheLatestListInTime_WhenSeveralHadToWait()
    {
        var now = TimeSpan.FromSeconds(100);
        for (var i = 1; i <= ToldCandidates.AtOnce; i++)
        {
            _told.Put(List(i));
            Assert.True(_told.TryTake(now, out _));
        }

        _told.Put(List(7));
        _told.Put(List(8));

        Assert.False(_told.TryTake(now, out _));
        Assert.Equal(now + ToldCandidates.Interval, _told.DueAt);
        Assert.True(_told.TryTake(now + ToldCandidates.Interval, out var latest));
        Assert.Equal(List(8), latest);
        Assert.Null(_told.DueAt);
    }

    [Fact]
    public void TryTake_GivesNothing_WhenNothingWasTold() => Assert.False(_told.TryTake(TimeSpan.FromSeconds(1), out _));

    private static ImmutableArray<RemoteCandidate> List(int last)
        => [new RemoteCandidate(new IPEndPoint(IPAddress.Parse($"198.51.100.{last}"), 51820), RemoteCandidateKind.Host)];
}

using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class PathOrderTests
{
    private static readonly RemoteCandidate Direct = new(IPEndPoint.Parse("192.0.2.1:1"), RemoteCandidateKind.ServerReflexive);
    private static readonly RemoteCandidate One = new(IPEndPoint.Parse("192.0.2.2:1"), RemoteCandidateKind.Relay) { Relay = "one" };
    private static readonly RemoteCandidate Two = new(IPEndPoint.Parse("192.0.2.3:1"), RemoteCandidateKind.Relay) { Relay = "two" };
    private static readonly RemoteCandidate Unnamed = new(IPEndPoint.Parse("192.0.2.4:1"), RemoteCandidateKind.Relay);
    private static readonly RemoteCandidate Turn = new(IPEndPoint.Parse("127.1.0.1:1"), RemoteCandidateKind.Turn);

    [Fact]
    public void RankOf_IsByKind_WhereNothingIsNamed()
        => Assert.Equal([Direct, One, Two, Unnamed, Turn], Sorted(PathOrder.ByKind));

    [Fact]
    public void RankOf_FollowsTheNames_ThenTheKind()
        => Assert.Equal([Two, Turn, Direct, One, Unnamed], Sorted(new PathOrder(["two", "one+two", "Turn"])));

    [Fact]
    public void RankOf_PutsLastWhatIsAboutToGo_WhateverItsName()
    {
        var order = new PathOrder(["two"]);

        Assert.True(order.RankOf(Two with { IsLeaving = true }) > order.RankOf(Turn));
    }

    private static RemoteCandidate[] Sorted(PathOrder order) => [.. new[] { Direct, One, Two, Unnamed, Turn }.OrderBy(order.RankOf)];
}

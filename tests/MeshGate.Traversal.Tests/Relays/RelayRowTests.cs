using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Relays;
using static MeshGate.Traversal.Tests.Relays.RelayUnderTest;

namespace MeshGate.Traversal.Tests.Relays;

/// <summary>Two nodes that meet through two relays in a row, and all that may happen to them.</summary>
public sealed class RelayRowTests
{
    private static readonly PublicKey First = Key(10);
    private static readonly PublicKey Second = Key(11);
    private static readonly PublicKey Third = Key(12);
    private readonly RelaySimulation _world = new();

    public RelayRowTests()
    {
        _world.AddRelay(First, Options(First));
        _world.AddRelay(Second, Options(Second));
        _world.AddRelay(Third);
    }

    [Fact]
    public void BothEnds_MeetThroughBoth_EachAtItsOwn()
    {
        Want();
        _world.Run(3);

        Assert.True(IsWhole());
        Assert.Equal(RelaySimulation.AddressOf(First).Address, _world.Paths[(A, B)].Address);
        Assert.Equal(RelaySimulation.AddressOf(Second).Address, _world.Paths[(B, A)].Address);
    }

    [Fact]
    public void ARow_AndOneOfItsRelaysAlone_AreDifferentPaths()
    {
        _world.Do(A, new RelayClientEvent.Wanted(B, [Row(First, Second), RelaySimulation.Identity(First)], true, 2));
        _world.Do(B, new RelayClientEvent.Wanted(A, [Row(Second, First), RelaySimulation.Identity(First)], true, 2));
        Refresh(RelaySimulation.Identity(First));

        Assert.Equal(2, _world.Ways.Count(way => way.Node == A));
        Assert.Equal(2, _world.Ways.Count(way => way.Node == B));
        foreach (IPEndPoint way in _world.Ways.Where(way => way.Node == A).Select(way => way.Address))
        {
            Assert.NotNull(_world.Pass(_world.Source(A, way), way));
        }
    }

    [Fact]
    public void KeptUp_ItLasts_AndWithoutItsEnds_NothingIsLeftAtEither()
    {
        Want();
        _world.Run(180);
        Assert.True(IsWhole());
        Assert.Empty(_world.Losses);

        _world.Do(A, new RelayClientEvent.Released(B, "no need"));
        _world.Do(B, new RelayClientEvent.Released(A, "no need"));
        _world.Run(140);
        foreach (PublicKey relay in new[] { First, Second })
        {
            Assert.Empty(_world.Table(relay).Pairs);
            Assert.Empty(_world.Table(relay).Links);
            Assert.Empty(_world.Table(relay).Ports);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AfterEitherRelayStartsAnew_TheRowComesBack(bool isFirst)
    {
        PublicKey relay = isFirst ? First : Second;
        _world.Do(A, new RelayClientEvent.Wanted(B, [Row(First, Second), RelaySimulation.Identity(Third)], true, 2));
        _world.Do(B, new RelayClientEvent.Wanted(A, [Row(Second, First), RelaySimulation.Identity(Third)], true, 2));
        Refresh(RelaySimulation.Identity(Third));
        Assert.True(IsWhole());

        _world.Dead.Add(relay);
        _world.Do(A, new RelayClientEvent.StandbyUsed(B));
        _world.Do(B, new RelayClientEvent.StandbyUsed(A));
        for (int i = 0; i < 10; i++)
        {
            Refresh(RelaySimulation.Identity(Third), 1);
        }

        Assert.False(IsWhole());
        _world.AddRelay(relay, Options(relay));
        _world.Dead.Remove(relay);
        int seconds = 0;
        for (; seconds < 60 && !IsWhole(); seconds++)
        {
            Refresh(RelaySimulation.Identity(Third), 1);
        }

        Assert.True(IsWhole(), $"not after {seconds} s");
    }

    [Fact]
    public void AnOrder_ThatComesLater_IsFollowedAtOnce_WhateverStandsBy()
    {
        RelayIdentity third = RelaySimulation.Identity(Third);
        _world.Do(A, new RelayClientEvent.Wanted(B, [third, RelaySimulation.Identity(First)], true));
        _world.Do(B, new RelayClientEvent.Wanted(A, [third, RelaySimulation.Identity(First)], true));
        _world.Run(2);
        _world.Do(A, new RelayClientEvent.Wanted(B, [third, RelaySimulation.Identity(First)], true));
        _world.Do(B, new RelayClientEvent.Wanted(A, [third, RelaySimulation.Identity(First)], true));
        _world.Run(2);
        Assert.False(IsWhole());

        Refresh(third, 4);
        Assert.True(IsWhole());
    }

    [Fact]
    public void OrdersThatComeLate_ToTheRelays_AreWaitedFor()
    {
        _world.AddRelay(First);
        _world.AddRelay(Second);
        Want();
        _world.Run(3);
        _world.Configure(First, Options(First));
        _world.Configure(Second, Options(Second));
        _world.Run(3.5);

        Assert.True(IsWhole());
    }

    [Fact]
    public void AnEnd_ThatHasALesserStandby_LeavesItForTheRow_WhenTheOtherEndIsThere()
    {
        RelayIdentity third = RelaySimulation.Identity(Third);
        RelayIdentity first = RelaySimulation.Identity(First);
        foreach ((PublicKey node, PublicKey peer, RelayIdentity row) in new[] { (A, B, Row(First, Second)), (B, A, Row(Second, First)) })
        {
            _world.Do(node, new RelayClientEvent.Assigned([RelaySimulation.Identity(First), RelaySimulation.Identity(Second)]));
            _world.Do(node, new RelayClientEvent.Wanted(peer, [third, row, first], true));
        }

        _world.Dead.Add(Second);
        for (int i = 0; i < 30; i++)
        {
            _world.Do(A, new RelayClientEvent.Wanted(B, [third, Row(First, Second), first], true, 2));
            _world.Do(B, new RelayClientEvent.Wanted(A, [third, Row(Second, First), first], true, 2));
            _world.Run(1);
        }

        _world.AddRelay(Second, Options(Second));
        _world.Dead.Remove(Second);
        int seconds = 0;
        for (; seconds < 75 && !IsWhole(); seconds++)
        {
            _world.Do(A, new RelayClientEvent.Wanted(B, [third, Row(First, Second), first], true, 2));
            _world.Do(B, new RelayClientEvent.Wanted(A, [third, Row(Second, First), first], true, 2));
            _world.Run(1);
        }

        Assert.True(IsWhole(), $"not after {seconds} s");
    }

    [Fact]
    public void Draining_AtEither_IsToldToBothEnds()
    {
        Want();
        _world.Run(3);
        _world.Configure(Second, Options(Second) with { IsDraining = true });
        _world.Run(40);

        Assert.True(_world.Node(A).Wants[B].IsLeaving);
        Assert.True(_world.Node(B).Wants[A].IsLeaving);
    }

    [Fact]
    public void WithoutAnOrderAtTheSecond_NobodyComesThrough()
    {
        _world.AddRelay(Second);
        Want();
        _world.Run(30);

        Assert.Empty(_world.Paths);
        Assert.Empty(_world.Table(First).Ports);
        Assert.Empty(_world.Table(Second).Ports);
    }

    private static RelayIdentity Row(PublicKey near, PublicKey far) => RelaySimulation.Identity(near) with { Chain = new RelayChain(far, "row") };

    private static RelayTableOptions Options(PublicKey relay) => new()
    {
        FirstPort = 40001,
        LastPort = 40010,
        Chains = relay == First
            ? [new RelayChainRule(new RelayIdentity("a", A), B, RelaySimulation.Identity(Second), true)]
            : [new RelayChainRule(new RelayIdentity("b", B), A, RelaySimulation.Identity(First), false)],
    };

    private void Want()
    {
        _world.Do(A, new RelayClientEvent.Wanted(B, [Row(First, Second)], false, 1));
        _world.Do(B, new RelayClientEvent.Wanted(A, [Row(Second, First)], false, 1));
    }

    // What is wanted is said again and again, as the daemon does.
    private void Refresh(RelayIdentity second, double seconds = 10)
    {
        for (double past = 0; past < seconds; past++)
        {
            _world.Do(A, new RelayClientEvent.Wanted(B, [Row(First, Second), second], true, 2));
            _world.Do(B, new RelayClientEvent.Wanted(A, [Row(Second, First), second], true, 2));
            _world.Run(1);
        }
    }

    /// <summary>Whether what A sends into the row comes out at B, and the other way round.</summary>
    private bool IsWhole()
    {
        IPEndPoint? near = WayThrough(A, First);
        IPEndPoint? far = WayThrough(B, Second);
        return near is not null && far is not null
            && _world.Source(B, far).Equals(_world.Pass(_world.Source(A, near), near))
            && _world.Source(A, near).Equals(_world.Pass(_world.Source(B, far), far));
    }

    private IPEndPoint? WayThrough(PublicKey node, PublicKey relay)
        => _world.Ways.Where(way => way.Node == node && way.Address.Address.Equals(RelaySimulation.AddressOf(relay).Address)).Select(way => way.Address).FirstOrDefault();
}

using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Relays;
using static MeshGate.Traversal.Tests.Relays.RelayUnderTest;

namespace MeshGate.Traversal.Tests.Relays;

public sealed class RelayStandbyTests
{
    private static readonly PublicKey First = Key(100);
    private static readonly PublicKey Second = Key(101);
    private static readonly PublicKey Third = Key(102);
    private static readonly ImmutableArray<RelayIdentity> All = [RelaySimulation.Identity(First), RelaySimulation.Identity(Second), RelaySimulation.Identity(Third)];
    private readonly RelaySimulation _world = new();

    [Fact]
    public void BothEnds_HoldTheSameTwoRelays_WhenBothWantAStandby()
    {
        Start();
        Use(2);

        Assert.Equal([First, Second], RelaysOf(A, B));
        Assert.Equal([First, Second], RelaysOf(B, A));
        Assert.Empty(_world.Losses);
    }

    [Fact]
    public void OneEndsWish_IsEnough_ForAStandby()
    {
        Start();
        Want(A, B, hasStandby: false);
        Want(B, A, hasStandby: false);
        _world.Run(0.5);
        Want(A, B);
        _world.Run(0.5);

        Assert.Equal([First, Second], RelaysOf(B, A));
        Assert.True(_world.Node(B).Standbys[A].IsInvited);
    }

    [Fact]
    public void AStandby_IsInAnotherZone_WhereThereIsOne()
    {
        _world.Zones[First] = _world.Zones[Second] = "here";
        _world.Zones[Third] = "there";
        Start();
        Use(2);

        Assert.Equal([First, Third], RelaysOf(A, B));
        Assert.Equal([First, Third], RelaysOf(B, A));
    }

    [Fact]
    public void TheStandby_IsTheFirstRelay_AndAThirdTheStandby_WhenTheFirstDies()
    {
        Start();
        Use(2);
        _world.Dead.Add(First);
        _world.Do(A, new RelayClientEvent.StandbyUsed(B));
        _world.Do(B, new RelayClientEvent.StandbyUsed(A));
        Use(6);

        Assert.Equal(Second, _world.Node(A).Wants[B].Relay!.PublicKey);
        Assert.Equal([Second, Third], RelaysOf(A, B));
        Assert.Equal([Second, Third], RelaysOf(B, A));
    }

    [Fact]
    public void TheStandby_StandsIn_WhenTheFirstRelayIsFoundDeadBeforeTheSessionMoved()
    {
        Start();
        Use(2);
        _world.Dead.Add(First);
        _world.Do(A, new RelayClientEvent.Doubted(B));
        Use(6);

        Assert.Equal(Second, _world.Node(A).Wants[B].Relay!.PublicKey);
        Assert.Equal(RelayWantPhase.Ready, _world.Node(A).Wants[B].Phase);
        Assert.Single(_world.Losses, loss => loss.Contains("no longer answers", StringComparison.Ordinal));
    }

    [Fact]
    public void OneRelay_IsNeverBoth_WhenThereIsNoOther()
    {
        _world.Dead.UnionWith([Second, Third]);
        Start();
        Use(90);

        Assert.Equal([First], RelaysOf(A, B));
        Assert.NotEqual(RelayWantPhase.Ready, _world.Node(A).Standbys[B].Phase);
    }

    [Fact]
    public void ADeadRelay_IsTheStandbyAgain_WhenItComesBack()
    {
        _world.Dead.Add(Third);
        Start();
        Use(2);
        _world.Dead.Add(Second);
        Use(60);
        Assert.Equal([First], RelaysOf(A, B));
        _world.Dead.Remove(Second);
        Use(90);

        Assert.Equal([First, Second], RelaysOf(A, B));
        Assert.Equal([First, Second], RelaysOf(B, A));
    }

    [Fact]
    public void AStandby_IsGivenBack_WhenNobodyWantedItForAMinute()
    {
        Start();
        Use(2);
        _world.Run(200);

        Assert.Equal([First], RelaysOf(A, B));
        Assert.Empty(_world.Node(A).Standbys);
        Assert.Empty(_world.Node(B).Standbys);
        Assert.All(_world.Losses, loss => Assert.Equal("nobody uses the pair", loss));
    }

    [Fact]
    public void Both_AreGivenBack_WhenThePairNeedsNoRelay()
    {
        Start();
        Use(2);
        _world.Do(A, new RelayClientEvent.Released(B, "a direct path is in use"));

        Assert.Empty(RelaysOf(A, B));
        Assert.Equal(2, _world.Losses.Count(loss => loss == "a direct path is in use"));
    }

    [Fact]
    public void TwoRelays_StandForAnHour()
    {
        Start();
        Use(3600);

        Assert.Empty(_world.Losses);
        Assert.Equal(4, _world.Ways.Count);
    }

    [Fact]
    public void ARelayThatDrains_IsLeftForTheNext_WithoutALossBetween()
    {
        Start();
        Use(2);
        _world.Configure(First, new RelayTableOptions { FirstPort = 40001, LastPort = 40010, IsDraining = true });
        Use(18);

        Assert.Equal(Second, _world.Node(A).Wants[B].Relay!.PublicKey);
        Assert.Equal([First, Second], RelaysOf(A, B));
        Assert.Empty(_world.Losses);
        Use(20);

        Assert.Equal([Second, Third], RelaysOf(A, B));
        Assert.Equal([Second, Third], RelaysOf(B, A));
        Assert.All(_world.Losses, loss => Assert.Equal("the relay is about to go", loss));
    }

    [Fact]
    public void AnIdlePair_LeavesARelayThatDrains_ToBeGoneBeforeItIs()
    {
        Start();
        Want(A, B, hasStandby: false);
        Want(B, A, hasStandby: false);
        _world.Run(1);
        _world.Configure(First, new RelayTableOptions { FirstPort = 40001, LastPort = 40010, IsDraining = true });
        for (int i = 0; i < 120; i++)
        {
            Want(A, B, hasStandby: false);
            Want(B, A, hasStandby: false);
            _world.Run(1);
        }

        Assert.Equal([Second], RelaysOf(A, B));
        Assert.Equal([Second], RelaysOf(B, A));
    }

    [Fact]
    public void ARelayThatDrains_KeepsThePair_WhereThereIsNoOther()
    {
        _world.Dead.UnionWith([Second, Third]);
        Start();
        Use(2);
        _world.Configure(First, new RelayTableOptions { FirstPort = 40001, LastPort = 40010, IsDraining = true });
        Use(120);

        Assert.Equal([First], RelaysOf(A, B));
        Assert.Empty(_world.Losses);
    }

    [Fact]
    public void ARelayThatDrains_TakesNoNewPair()
    {
        Start(new RelayTableOptions { FirstPort = 40001, LastPort = 40010, IsDraining = true });
        Use(3);

        Assert.Equal([Second, Third], RelaysOf(A, B));
        Assert.Equal([Second, Third], RelaysOf(B, A));
    }

    [Fact]
    public void ARelayThatARouteNames_IsTheStandbyAgain_OnceItIsBack_ThoughThereIsAnother()
    {
        Start();
        Use(2, preferred: 2);
        _world.Dead.Add(First);
        Use(30, preferred: 2);
        Assert.Equal([Second, Third], RelaysOf(A, B));
        _world.Dead.Remove(First);
        Use(100, preferred: 2);

        Assert.Equal([First, Second], RelaysOf(A, B));
        Assert.Equal([First, Second], RelaysOf(B, A));
    }

    [Fact]
    public void ARelayThatARouteNames_IsMet_ThoughThePairAlreadyHasAnother()
    {
        ImmutableArray<RelayIdentity> turned = [All[1], All[0]];
        Start();
        Want(A, B, hasStandby: false);
        Want(B, A, hasStandby: false);
        _world.Run(1);
        Assert.Equal([First], RelaysOf(A, B));
        foreach ((PublicKey node, PublicKey peer) in new[] { (A, B), (B, A) })
        {
            _world.Do(node, new RelayClientEvent.Wanted(peer, turned, Preferred: 1));
        }

        _world.Run(1);
        Assert.Equal([First, Second], RelaysOf(A, B));
        Assert.Equal([First, Second], RelaysOf(B, A));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void ARelayThatARouteNamesNow_IsMetSoon_WhateverThePairHasOrAsks(double used)
    {
        Start();
        Want(A, B, hasStandby: false);
        Want(B, A, hasStandby: false);
        _world.Run(1);
        Use(used);
        Want(A, B);
        Want(B, A);

        // Each may wait for the other in vain at first, for as long as relays are waited at.
        for (int i = 0; i < 12; i++)
        {
            Turn([All[2], All[0], All[1]]);
            _world.Run(1);
        }

        Assert.Contains(Third, RelaysOf(A, B));
        Assert.Equal(RelaysOf(A, B), RelaysOf(B, A));
    }

    private void Turn(ImmutableArray<RelayIdentity> relays)
    {
        _world.Do(A, new RelayClientEvent.Wanted(B, relays, true, Preferred: 1));
        _world.Do(B, new RelayClientEvent.Wanted(A, relays, true, Preferred: 1));
    }

    private ImmutableArray<PublicKey> RelaysOf(PublicKey node, PublicKey peer)
        => [.. All.Select(relay => relay.PublicKey).Where(relay => _world.Ways.Any(way => way.Node == node && way.Peer == peer && way.Address.Address.Equals(RelaySimulation.AddressOf(relay).Address)))];

    private void Start(RelayTableOptions? first = null)
    {
        foreach (RelayIdentity relay in All)
        {
            _world.AddRelay(relay.PublicKey, relay.PublicKey == First ? first : null);
        }

        _world.Do(A, new RelayClientEvent.Assigned(All));
        _world.Do(B, new RelayClientEvent.Assigned(All));
        _world.Run(0.2);
    }

    private void Use(double seconds, int preferred = 0)
    {
        for (double at = 0; at < seconds; at++)
        {
            Want(A, B, preferred: preferred);
            Want(B, A, preferred: preferred);
            _world.Run(Math.Min(1, seconds - at));
        }
    }

    private void Want(PublicKey node, PublicKey peer, bool hasStandby = true, int preferred = 0)
        => _world.Do(node, new RelayClientEvent.Wanted(peer, All, hasStandby, preferred));
}

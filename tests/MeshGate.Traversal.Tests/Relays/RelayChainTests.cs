using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Relays;
using static MeshGate.Traversal.Tests.Relays.RelayUnderTest;

namespace MeshGate.Traversal.Tests.Relays;

/// <summary>One relay of a row of two, spoken to as the near end A, the other relay R and strangers would.</summary>
public sealed class RelayChainTests
{
    private static readonly PublicKey R = Key(10);
    private static readonly IPEndPoint HomeOfR = new(IPAddress.Parse("198.51.100.10"), 51820);
    private static readonly IPEndPoint PortOfR = new(IPAddress.Parse("198.51.100.10"), 40007);
    private static readonly IPEndPoint PortOfA = new(Home(A).Address, Home(A).Port ^ 1);
    private readonly RelayUnderTest _asked = new(Options(Rule(leads: false)));
    private readonly RelayUnderTest _leads = new(Options(Rule(leads: true)));

    [Fact]
    public void Asked_OpensAPort_OnceBothHaveAsked_AndForwardsBetweenTheirProvenAddresses()
    {
        Assert.Equal(RelayMessageKind.Waiting, _asked.Do(A, RelayMessageKind.ChainAsk, 0, B, via: R)!.Kind);
        Assert.Empty(_asked.State.Ports);

        RelayMessage granted = _asked.Do(R, RelayMessageKind.LinkAsk, 1, A, HomeOfR, via: B)!;
        Assert.Equal(RelayMessageKind.Granted, granted.Kind);
        RelayTableEffect.Notify told = Assert.Single(_asked.Effects.OfType<RelayTableEffect.Notify>());
        Assert.Equal((A, B, R), (told.Node, told.Message.Peer, told.Message.Via));

        _asked.Do(A, RelayMessageKind.ChainBind, 1, B, PortOfA, granted.Port, via: R);
        Assert.Equal(RelayMessageKind.Bound, _asked.Do(R, RelayMessageKind.LinkBind, 1, A, PortOfR, granted.Port, via: B)!.Kind);
        RelayTableEffect.Forward forward = Assert.Single(_asked.Effects.OfType<RelayTableEffect.Forward>());
        Assert.Equal([PortOfA, PortOfR], new[] { forward.One, forward.Other }.OrderBy(address => address.Address.Equals(PortOfR.Address)));
    }

    [Theory]
    [InlineData(RelayMessageKind.LinkAsk, 3, 1, 2)] // A stranger claims to be the other relay.
    [InlineData(RelayMessageKind.LinkAsk, 2, 1, 2)] // So does the far end.
    [InlineData(RelayMessageKind.LinkAsk, 10, 1, 3)] // The other relay, for an end that no order names.
    [InlineData(RelayMessageKind.LinkAsk, 10, 3, 2)] // To an end that no order names.
    [InlineData(RelayMessageKind.LinkAsk, 10, 2, 1)] // The wrong way round: packets would come back.
    [InlineData(RelayMessageKind.ChainAsk, 3, 2, 10)] // A stranger wants to be the near end.
    [InlineData(RelayMessageKind.ChainAsk, 2, 1, 10)] // The far end does.
    [InlineData(RelayMessageKind.ChainAsk, 1, 2, 3)] // The near end, by a relay that no order names.
    [InlineData(RelayMessageKind.ChainAsk, 1, 3, 10)] // And to a peer that none does.
    [InlineData(RelayMessageKind.ChainAsk, 10, 2, 1)] // The other relay wants to be an end.
    public void WhoIsNotOrdered_IsNotServed_AndNothingIsRemembered(RelayMessageKind kind, int node, int peer, int via)
    {
        RelayMessage refused = _asked.Do(Key(node), kind, 0, Key(peer), via: Key(via))!;

        Assert.Equal((RelayMessageKind.Refused, RelayRefusal.NotServed), (refused.Kind, refused.Refusal));
        Assert.Empty(_asked.State.Pairs);
        Assert.Empty(_asked.State.Nodes);
        Assert.Empty(_asked.State.Links);
    }

    [Fact]
    public void TheLeadingRelay_TakesNoAsk_OfTheOne_ThatItAsks()
        => Assert.Equal(RelayRefusal.NotServed, _leads.Do(R, RelayMessageKind.LinkAsk, 0, A, HomeOfR, via: B)!.Refusal);

    [Fact]
    public void Links_AreRemembered_OnlyOnceTheAddressIsProven_AndReplaysChangeNothing()
    {
        Assert.Equal(RelayMessageKind.Challenge, _asked.Send(R, RelayMessageKind.LinkAsk, 0, A, HomeOfR, via: B)!.Kind);
        Assert.Empty(_asked.State.Links);
        Assert.Empty(_asked.State.Pairs);

        int port = Open();
        _asked.Do(A, RelayMessageKind.ChainBind, 1, B, PortOfA, port, via: R);
        _asked.Do(R, RelayMessageKind.LinkBind, 1, A, PortOfR, port, via: B);
        RelayTableState before = _asked.State;

        // The same numbers again, from wherever: no answer, no change.
        var elsewhere = new IPEndPoint(IPAddress.Parse("198.51.100.66"), 6666);
        Assert.Null(_asked.Send(R, RelayMessageKind.LinkBind, 2, A, elsewhere, port, sequence: 4, via: B));
        Assert.Empty(_asked.Effects);

        // A new number from elsewhere is challenged there, and moves nothing.
        Assert.Equal(RelayMessageKind.Challenge, _asked.Send(R, RelayMessageKind.LinkBind, 2, A, elsewhere, port, via: B)!.Kind);
        Assert.Equal(PortOfR, _asked.State.Pairs.Values.Single().End(R).Address);
        Assert.Equal(before.Pairs.Values, _asked.State.Pairs.Values);
    }

    [Fact]
    public void APort_TakesNobody_ButThePairsOwn()
    {
        int port = Open();
        _asked.Do(C, RelayMessageKind.Register, 0);
        _asked.Do(B, RelayMessageKind.Register, 0);

        Assert.Equal(RelayRefusal.NotServed, _asked.Do(C, RelayMessageKind.LinkBind, 1, A, PortOfR, port, via: B)!.Refusal);
        Assert.Equal(RelayRefusal.UnknownPeer, _asked.Do(C, RelayMessageKind.Bind, 1, A, PortOfR, port)!.Refusal);
        Assert.Equal(RelayRefusal.UnknownPeer, _asked.Do(B, RelayMessageKind.Bind, 1, A, PortOfR, port)!.Refusal);
        Assert.Equal(RelayRefusal.NotServed, _asked.Do(B, RelayMessageKind.ChainBind, 1, A, PortOfR, port, via: R)!.Refusal);
        Assert.Equal(RelayRefusal.NotServed, _asked.Do(R, RelayMessageKind.LinkBind, 1, A, PortOfR, port, via: C)!.Refusal);
        Assert.False(_asked.State.Pairs.Values.Single().IsBound);
    }

    [Fact]
    public void APair_MayMeetHereAlone_AndInARow_AtTheSameTime()
    {
        int row = Open();
        int alone = _asked.Open(A, B, 0);
        _asked.Bind(A, B, alone, 1);
        _asked.Bind(B, A, alone, 1);

        Assert.NotEqual(row, alone);
        Assert.Equal(2, _asked.State.Ports.Count);
        Assert.Equal(RelayRefusal.UnknownPeer, _asked.Do(A, RelayMessageKind.Bind, 2, B, PortOfA, row)!.Refusal);
        Assert.Equal(RelayRefusal.NotServed, _asked.Do(A, RelayMessageKind.ChainBind, 2, B, PortOfA, alone, via: R)!.Refusal);
    }

    [Fact]
    public void Unrefreshed_ByEitherSide_ThePairExpires()
    {
        int port = Open();
        _asked.Do(A, RelayMessageKind.ChainBind, 1, B, PortOfA, port, via: R);
        _asked.Do(R, RelayMessageKind.LinkBind, 1, A, PortOfR, port, via: B);
        _asked.Do(A, RelayMessageKind.ChainBind, 50, B, PortOfA, port, via: R);
        _asked.Step(new RelayTableEvent.Tick(), 63);

        Assert.Empty(_asked.State.Ports);
        Assert.Empty(_asked.State.Links);
        Assert.Contains(_asked.Effects, effect => effect is RelayTableEffect.ClosePort);
    }

    [Fact]
    public void Quotas_CountRowsToo()
    {
        var relay = new RelayUnderTest(Options(Rule(leads: false)) with { MaxPairs = 1 });
        relay.Open(A, C, 0);
        relay.Do(A, RelayMessageKind.ChainAsk, 0, B, via: R);

        Assert.Equal(RelayRefusal.Quota, relay.Do(R, RelayMessageKind.LinkAsk, 0, A, HomeOfR, via: B)!.Refusal);
    }

    [Fact]
    public void Leading_AsksTheOther_AndBindsByItsAnswersAlone()
    {
        Assert.Equal(RelayMessageKind.Waiting, _leads.Do(A, RelayMessageKind.ChainAsk, 0, B, via: R)!.Kind);
        RelayTableEffect.Link link = Assert.Single(_leads.Effects.OfType<RelayTableEffect.Link>());
        Assert.Null(link.Port);

        _leads.Step(new RelayTableEvent.LinkGranted(link.Pair), 1);
        RelayTableEffect.OpenPort open = Assert.Single(_leads.Effects.OfType<RelayTableEffect.OpenPort>());
        Assert.Equal(open.Port, Assert.Single(_leads.Effects.OfType<RelayTableEffect.Link>()).Port);

        Assert.Equal(RelayMessageKind.Waiting, _leads.Do(A, RelayMessageKind.ChainBind, 1, B, PortOfA, open.Port, via: R)!.Kind);
        _leads.Step(new RelayTableEvent.LinkBound(link.Pair, PortOfR, false), 2);
        Assert.Single(_leads.Effects.OfType<RelayTableEffect.Forward>());
        Assert.Equal(RelayMessageKind.Bound, _leads.Do(A, RelayMessageKind.ChainBind, 2, B, PortOfA, open.Port, via: R)!.Kind);
    }

    [Fact]
    public void WithoutItsOrder_APairIsTaken_FromNobodyNew_AndEnds_OnceItsEndsHaveMoved()
    {
        int port = Open();
        _asked.Do(A, RelayMessageKind.ChainBind, 1, B, PortOfA, port, via: R);
        _asked.Do(R, RelayMessageKind.LinkBind, 1, A, PortOfR, port, via: B);
        _asked.Step(new RelayTableEvent.Configured(Options()), 2);

        Assert.Equal(RelayRefusal.NotServed, _asked.Do(A, RelayMessageKind.ChainAsk, 3, B, via: R)!.Refusal);
        RelayMessage bound = _asked.Do(A, RelayMessageKind.ChainBind, 10, B, PortOfA, port, via: R)!;
        Assert.Equal((RelayMessageKind.Bound, RelayRefusal.Draining), (bound.Kind, bound.Refusal));
        _asked.Step(new RelayTableEvent.Tick(), 33);
        Assert.Empty(_asked.State.Pairs);
    }

    [Fact]
    public void WhatTheOtherRelaySays_OfItsGoing_IsToldToTheNearEnd()
    {
        int port = Open();
        _asked.Do(A, RelayMessageKind.ChainBind, 1, B, PortOfA, port, via: R);
        _asked.Do(R, RelayMessageKind.LinkBind, 1, A, PortOfR, port, via: B);
        _asked.Step(
            new RelayTableEvent.Requested(
                R, Session(1), new RelayMessage { Kind = RelayMessageKind.LinkBind, Peer = A, Via = B, Refusal = RelayRefusal.Draining, Sequence = 99 }, PortOfR, port, false),
            2);

        Assert.Equal(RelayRefusal.None, _asked.Reply!.Refusal);
        Assert.Equal(RelayRefusal.Draining, _asked.Do(A, RelayMessageKind.ChainBind, 3, B, PortOfA, port, via: R)!.Refusal);
    }

    private static RelayChainRule Rule(bool leads) => new(new RelayIdentity("a", A), B, new RelayIdentity("r", R), leads);

    private static RelayTableOptions Options(params RelayChainRule[] rules) => new() { FirstPort = 40001, LastPort = 40010, Chains = [.. rules] };

    private int Open()
    {
        _asked.Do(A, RelayMessageKind.ChainAsk, 0, B, via: R);
        return _asked.Do(R, RelayMessageKind.LinkAsk, 0, A, HomeOfR, via: B)!.Port;
    }
}

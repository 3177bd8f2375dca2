using System.Net;
using MeshGate.Traversal.Relays;
using static MeshGate.Traversal.Tests.Relays.RelayUnderTest;

namespace MeshGate.Traversal.Tests.Relays;

public sealed class RelayTableTests
{
    private static readonly IPEndPoint Elsewhere = new(IPAddress.Parse("198.51.100.66"), 6666);
    private readonly RelayUnderTest _relay = new();

    [Fact]
    public void Register_RemembersNothing_BeforeTheAddressIsProven()
    {
        Assert.Equal(RelayMessageKind.Challenge, _relay.Send(A, RelayMessageKind.Register, 0)!.Kind);
        Assert.Empty(_relay.State.Nodes);

        Assert.Equal(RelayMessageKind.Registered, _relay.Do(A, RelayMessageKind.Register, 0)!.Kind);
        Assert.Equal(Home(A), _relay.State.Nodes[A].Address);
    }

    [Fact]
    public void Register_ChallengesAgain_WhenTheTokenIsForAnotherAddressOrTooOld()
    {
        RelayToken token = _relay.Send(A, RelayMessageKind.Register, 0)!.Token;

        Assert.Equal(RelayMessageKind.Challenge, _relay.Send(A, RelayMessageKind.Register, 0, from: Elsewhere, token: token)!.Kind);
        Assert.Equal(RelayMessageKind.Challenge, _relay.Send(B, RelayMessageKind.Register, 0, from: Home(A), token: token)!.Kind);
        Assert.Equal(RelayMessageKind.Challenge, _relay.Send(A, RelayMessageKind.Register, 25, token: token)!.Kind);
        Assert.Empty(_relay.State.Nodes);
    }

    [Fact]
    public void Register_KeepsTheProvenAddress_WhenARequestComesFromAnother()
    {
        _relay.Do(A, RelayMessageKind.Register, 0);

        Assert.Equal(RelayMessageKind.Challenge, _relay.Send(A, RelayMessageKind.Register, 1, from: Elsewhere)!.Kind);

        Assert.Equal(Home(A), _relay.State.Nodes[A].Address);
    }

    [Fact]
    public void Requests_SeenBefore_AreNotAnswered_AndProlongNothing()
    {
        _relay.Do(A, RelayMessageKind.Register, 0);
        TimeSpan expires = _relay.State.Nodes[A].ExpiresAt;

        Assert.Null(_relay.Send(A, RelayMessageKind.Register, 30, sequence: 2));
        Assert.Null(_relay.Send(A, RelayMessageKind.Register, 30, sequence: 0));

        Assert.Equal(expires, _relay.State.Nodes[A].ExpiresAt);
    }

    [Fact]
    public void AProof_OfAnEarlierSession_IsVoid_OnceANewOneStands()
    {
        RelayToken token = _relay.Send(A, RelayMessageKind.Register, 0, session: 1)!.Token;
        _relay.Send(A, RelayMessageKind.Register, 0, token: token, session: 1, sequence: 50);
        _relay.Do(A, RelayMessageKind.Register, 1, session: 2);

        Assert.Equal(RelayMessageKind.Challenge, _relay.Send(A, RelayMessageKind.Register, 2, token: token, session: 1, sequence: 50)!.Kind);
        Assert.Equal(Session(2), _relay.State.Nodes[A].Session);
    }

    [Fact]
    public void Ask_WakesThePeer_AndOpensAPort_WhenItAsksToo()
    {
        _relay.Do(B, RelayMessageKind.Register, 0);

        Assert.Equal(RelayMessageKind.Waiting, _relay.Do(A, RelayMessageKind.Ask, 1, B)!.Kind);
        var notice = Assert.Single(_relay.Effects.OfType<RelayTableEffect.Notify>());
        Assert.Equal((B, A, Home(B)), (notice.Node, notice.Message.Peer, notice.To));
        Assert.DoesNotContain(_relay.Effects, effect => effect is RelayTableEffect.OpenPort);

        RelayMessage granted = _relay.Do(B, RelayMessageKind.Ask, 1.1, A)!;
        Assert.Equal(RelayMessageKind.Granted, granted.Kind);
        Assert.InRange(granted.Port, 40001, 40010);
        Assert.Contains(_relay.Effects, effect => effect is RelayTableEffect.OpenPort open && open.Port == granted.Port);
        Assert.Contains(_relay.Effects, effect => effect is RelayTableEffect.Notify told && told.Node == A);
    }

    [Fact]
    public void Ask_NoticesAtMostOnce_InItsInterval()
    {
        _relay.Do(B, RelayMessageKind.Register, 0);
        _relay.Do(A, RelayMessageKind.Ask, 1, B);

        _relay.Send(A, RelayMessageKind.Ask, 1.01, B);
        Assert.DoesNotContain(_relay.Effects, effect => effect is RelayTableEffect.Notify);
    }

    [Fact]
    public void Bind_ForwardsBetweenProvenAddressesAlone()
    {
        int port = _relay.Open(A, B, 0);

        _relay.Bind(A, B, port, 1);
        Assert.DoesNotContain(_relay.Effects, effect => effect is RelayTableEffect.Forward);
        Assert.Equal(RelayMessageKind.Challenge, _relay.Send(B, RelayMessageKind.Bind, 1, A, Elsewhere, port)!.Kind);
        Assert.DoesNotContain(_relay.Effects, effect => effect is RelayTableEffect.Forward);
        _relay.Bind(B, A, port, 1);

        Assert.Single(_relay.Effects.OfType<RelayTableEffect.Forward>());
        Assert.Equal(RelayMessageKind.Bound, _relay.Reply!.Kind);
    }

    [Fact]
    public void Bind_IsRefused_ForAThirdNode_AndOnAnotherPairsPort()
    {
        int port = _relay.Open(A, B, 0);
        int other = _relay.Open(A, C, 0);
        Assert.NotEqual(port, other);

        Assert.Equal(RelayRefusal.UnknownPeer, _relay.Do(C, RelayMessageKind.Bind, 1, A, port: port)!.Refusal);
        Assert.Equal(RelayRefusal.UnknownPeer, _relay.Do(C, RelayMessageKind.Bind, 1, B, port: port)!.Refusal);
        Assert.Equal(RelayRefusal.UnknownPeer, _relay.Do(B, RelayMessageKind.Bind, 1, A, port: other)!.Refusal);
    }

    [Fact]
    public void APair_Expires_WhenOneEndIsSilent()
    {
        int port = _relay.Open(A, B, 0);
        _relay.Bind(A, B, port, 0);
        _relay.Bind(B, A, port, 0);
        for (int t = 15; t <= 75; t += 15)
        {
            _relay.Bind(A, B, port, t);
        }

        Assert.Empty(_relay.State.Ports);
        Assert.Empty(_relay.State.Pairs);
    }

    [Fact]
    public void APair_Stays_WhileBothEndsRefreshIt()
    {
        int port = _relay.Open(A, B, 0);
        for (int t = 0; t <= 3600; t += 15)
        {
            _relay.Bind(A, B, port, t);
            _relay.Bind(B, A, port, t);
            Assert.Equal(RelayMessageKind.Bound, _relay.Reply!.Kind);
        }
    }

    [Fact]
    public void Ask_IsRefused_WhenQuotasOrPortsAreUsedUp()
    {
        var options = new RelayTableOptions { FirstPort = 40001, LastPort = 40002, MaxPairs = 9, MaxPairsPerNode = 3 };
        var relay = new RelayUnderTest(options);
        relay.Open(A, Key(10), 0);
        relay.Open(A, Key(11), 0);
        relay.Do(A, RelayMessageKind.Ask, 0, Key(12));
        Assert.Equal(RelayRefusal.NoPort, relay.Do(Key(12), RelayMessageKind.Ask, 0, A)!.Refusal);
        Assert.Equal(RelayRefusal.Quota, relay.Do(A, RelayMessageKind.Ask, 0, Key(13))!.Refusal);
    }

    [Fact]
    public void Everything_IsRefused_ToThoseWhoAreNotServed()
    {
        Assert.Equal(RelayRefusal.NotServed, _relay.Send(A, RelayMessageKind.Register, 0, isServed: false)!.Refusal);
        Assert.Equal(RelayRefusal.NotServed, _relay.Send(A, RelayMessageKind.Ask, 0, B, isServed: false)!.Refusal);
        Assert.Empty(_relay.State.Nodes);
    }

    [Fact]
    public void Configured_ClosesEveryPort_WhenTheRoleIsTakenAway()
    {
        int port = _relay.Open(A, B, 0);

        _relay.Step(new RelayTableEvent.Configured(null), 1);

        Assert.Contains(_relay.Effects, effect => effect is RelayTableEffect.ClosePort closed && closed.Port == port);
        Assert.Equal(RelayRefusal.NotServed, _relay.Send(A, RelayMessageKind.Ask, 1, B)!.Refusal);
    }
}

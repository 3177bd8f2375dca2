using System.Net;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using static MeshGate.Traversal.Tests.Relays.RelayUnderTest;

namespace MeshGate.Traversal.Tests.Relays;

/// <summary>The relay that leads a row, as the other relay, or who claims to be it, answers.</summary>
public sealed class RelayLinksTests
{
    private const int Port = 40003;
    private static readonly RelayIdentity Other = new("relay", Key(10));
    private static readonly RelayChainRule Rule = new(new RelayIdentity("a", A), B, Other, true);
    private static readonly IPEndPoint Old = new(IPAddress.Parse("192.0.2.10"), 51820);
    private static readonly IPEndPoint New = new(IPAddress.Parse("2001:db8::10"), 51820);
    private static readonly IPEndPoint Granted = new(New.Address, 40007);
    private RelayLinksState _state = new();
    private List<RelayLinksEffect> _effects = [];
    private byte _transactions;

    private IEnumerable<RelayLinksEffect.Send> Sent => _effects.OfType<RelayLinksEffect.Send>();

    [Fact]
    public void AllAddresses_AreAsked_AndTheOneThatAnswersIsTaken()
    {
        Start();
        Assert.Equal([(New, 0), (Old, 0)], Sent.Select(send => (send.To, send.Port)));
        Assert.All(Sent, send => Assert.Equal((RelayMessageKind.LinkAsk, B, A), (send.Message.Kind, send.Message.Peer, send.Message.Via)));

        Answer(Sent.First(), RelayMessageKind.Challenge, 0.1);
        Assert.Equal(New, Assert.Single(Sent).To);
    }

    [Fact]
    public void WhatIsGranted_IsBoundFromThePairsOwnPort()
    {
        Start();
        Answer(Sent.First(), RelayMessageKind.Granted, 0.1);
        Assert.IsType<RelayTableEvent.LinkGranted>(Assert.Single(_effects.OfType<RelayLinksEffect.Tell>()).Happened);
        Assert.Empty(Sent);

        Want(0.1, Port);
        RelayLinksEffect.Send bind = Assert.Single(Sent);
        Assert.Equal((Port, Granted, RelayMessageKind.LinkBind), (bind.Port, bind.To, bind.Message.Kind));

        Answer(bind, RelayMessageKind.Bound, 0.2);
        Assert.Equal(new RelayTableEvent.LinkBound(Rule.Pair, Granted, false), Assert.Single(_effects.OfType<RelayLinksEffect.Tell>()).Happened);
    }

    [Fact]
    public void AnAnswer_FromElsewhere_OnAnotherPort_UnderAnotherKey_OrLate_ChangesNothing()
    {
        Start();
        Answer(Sent.First(), RelayMessageKind.Granted, 0.1);
        Want(0.1, Port);
        RelayLinksEffect.Send bind = Assert.Single(Sent);
        RelayLinksState before = _state;
        var bound = new RelayMessage { Kind = RelayMessageKind.Bound, Peer = B };
        foreach (RelayLinksEvent.Replied reply in new[]
        {
            new RelayLinksEvent.Replied(Other.PublicKey, bind.Transaction, Port, new IPEndPoint(New.Address, 40008), bound),
            new RelayLinksEvent.Replied(Other.PublicKey, bind.Transaction, 0, Granted, bound),
            new RelayLinksEvent.Replied(Key(11), bind.Transaction, Port, Granted, bound),
            new RelayLinksEvent.Replied(Other.PublicKey, TransactionId.FromBytes(new byte[12]), Port, Granted, bound),
        })
        {
            Step(reply, 0.15);
            Assert.Empty(_effects);
            Assert.Equal(before.Links[Rule.Pair], _state.Links[Rule.Pair]);
        }

        Step(new RelayLinksEvent.Replied(Other.PublicKey, bind.Transaction, Port, Granted, bound), 4);
        Assert.Empty(_effects.OfType<RelayLinksEffect.Tell>());
    }

    [Fact]
    public void ARelayThatFallsSilent_IsAskedAnew_SoonAfterTheNearEndDoubts()
    {
        Start();
        Answer(Sent.First(), RelayMessageKind.Granted, 0.1);
        Want(0.1, Port);
        Answer(Assert.Single(Sent), RelayMessageKind.Bound, 0.2);
        Want(10, Port);
        double asked = 0;
        for (double now = 10; now < 20 && asked == 0; now += 0.1)
        {
            Step(new RelayLinksEvent.Tick(), now);
            asked = Sent.Any(send => send.Message.Kind == RelayMessageKind.LinkAsk) ? now : 0;
        }

        Assert.InRange(asked, 10.5, 12);
    }

    [Fact]
    public void ARelayThatAnswersLate_IsAskedAtOnce_WithTheTokenThatItSent()
    {
        Start();
        double now = 0.1;
        for (; now < 15 || !Sent.Any(); now += 0.1)
        {
            Assert.True(now < 60, "it is asked again and again");
            Step(new RelayLinksEvent.Tick(), now);
        }

        RelayLinksEffect.Send asked = Sent.First(send => send.To.Equals(New));
        RelayToken token = new RelaySecret([.. Enumerable.Repeat((byte)1, 32)]).Create(new RelayTokenScope(A, Session(1), default, New, 0), TimeSpan.FromSeconds(20));
        Step(new RelayLinksEvent.Replied(Other.PublicKey, asked.Transaction, 0, New, new RelayMessage { Kind = RelayMessageKind.Challenge, Peer = B, Token = token }), now);
        RelayLinksEffect.Send again = Assert.Single(Sent);
        Assert.Equal((New, token), (again.To, again.Message.Token));
    }

    [Fact]
    public void WhoseOrderIsMissingThere_IsAskedNoMoreThanEveryOtherSecond()
    {
        Start();
        int sent = 0;
        for (double now = 0.1; now < 30; now += 0.1)
        {
            foreach (RelayLinksEffect.Send send in Sent.ToList())
            {
                sent++;
                Answer(send, RelayMessageKind.Refused, now);
            }

            Step(new RelayLinksEvent.Tick(), now);
        }

        Assert.InRange(sent, 5, 20);
    }

    [Fact]
    public void Released_NothingIsLeft()
    {
        Start();
        Step(new RelayLinksEvent.Released(Rule.Pair), 1);

        Assert.Null(_state.NextDue);
        Assert.Empty(_state.Places);
        Step(new RelayLinksEvent.Tick(), 90);
        Assert.Empty(_effects);
    }

    private void Start()
    {
        Want(0, null);
        Assert.Equal(Other, Assert.Single(_effects.OfType<RelayLinksEffect.Locate>()).Relay);
        Step(new RelayLinksEvent.Located(Other.PublicKey, [New, Old]), 0);
    }

    private void Want(double seconds, int? port) => Step(new RelayLinksEvent.Wanted(new RelayTableEffect.Link(Rule.Pair, Rule, port, false)), seconds);

    private void Answer(RelayLinksEffect.Send send, RelayMessageKind kind, double seconds)
        => Step(
            new RelayLinksEvent.Replied(
                Other.PublicKey, send.Transaction, send.Port, send.To, new RelayMessage { Kind = kind, Peer = send.Message.Peer, Port = kind == RelayMessageKind.Granted ? Granted.Port : 0 }),
            seconds);

    private void Step(RelayLinksEvent happened, double seconds)
    {
        RelayLinksStep step = RelayLinks.Step(_state, happened, TimeSpan.FromSeconds(seconds), NewTransaction);
        (_state, _effects) = (step.State, [.. step.Effects]);
    }

    private TransactionId NewTransaction() => TransactionId.FromBytes([++_transactions, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
}

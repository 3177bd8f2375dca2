using System.Net;
using System.Text;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Turn;

namespace MeshGate.Traversal.Tests.Turn;

public sealed class TurnVectorTests
{
    [Fact]
    public void Client_WritesAndReads_WhatAnotherImplementationComputed()
    {
        Func<TransactionId> next = TurnVectors.Transactions();
        TurnClientStep step = TurnClient.Step(TurnClientState.Initial, new TurnClientEvent.Start(TurnVectors.Credentials, false, [TurnVectors.Peer]), default, next);
        Assert.Equal([TurnVectors.AllocateUnauthenticated], Sent(step));

        step = Receive(step, TurnVectors.Challenge, next);
        Assert.Equal([TurnVectors.Allocate], Sent(step));

        step = Receive(step, TurnVectors.AllocateSuccess, next);
        var allocated = Assert.IsType<TurnClientEffect.Allocated>(step.Effects[0]);
        Assert.Equal([TurnVectors.Relayed], allocated.Relayed);
        Assert.Equal(TurnVectors.Mapped, allocated.Mapped);
        Assert.Equal([TurnVectors.CreatePermission, TurnVectors.ChannelBind], Sent(step));

        step = Receive(step, TurnVectors.CreatePermissionSuccess, next);
        step = Receive(step, TurnVectors.ChannelBindSuccess, next);
        Assert.Equal([new TurnClientEffect.ChannelBound(TurnVectors.Peer, 0x4000)], step.Effects);

        step = TurnClient.Step(step.State, new TurnClientEvent.Release(), default, next);
        Assert.Equal([TurnVectors.Release], Sent(step));

        step = Receive(step, TurnVectors.RefreshSuccess, next);
        Assert.Equal([new TurnClientEffect.Released()], step.Effects);
    }

    [Fact]
    public void Client_UsesSha256_WhenTheServerOffersIt()
    {
        Func<TransactionId> next = TurnVectors.Transactions();
        TurnClientStep step = TurnClient.Step(TurnClientState.Initial, new TurnClientEvent.Start(TurnVectors.Credentials, false, [TurnVectors.Peer]), default, next);

        Assert.Equal([TurnVectors.Sha256Allocate], Sent(Receive(step, TurnVectors.Sha256Challenge, next)));
    }

    [Fact]
    public void Client_RefusesAChallenge_ThatWasBidDown()
    {
        Func<TransactionId> next = TurnVectors.Transactions();
        TurnClientStep step = TurnClient.Step(TurnClientState.Initial, new TurnClientEvent.Start(TurnVectors.Credentials, false, [TurnVectors.Peer]), default, next);

        var failed = Assert.IsType<TurnClientEffect.Failed>(Assert.Single(Receive(step, TurnVectors.BidDownChallenge, next).Effects));
        Assert.Equal(TurnFailureReason.Faulty, failed.Failure.Reason);
    }

    [Fact]
    public void DataIndication_IsReadAndWritten_AsAnotherImplementationDoes()
    {
        byte[] buffer = new byte[200];
        int length = DataIndication.Encode(buffer, TransactionId.FromBytes(Enumerable.Repeat((byte)6, 12).ToArray()), TurnVectors.PeerSix, "hello"u8);
        Assert.Equal(TurnVectors.SendIndication, buffer[..length]);

        Assert.True(DataIndication.TryRead(TurnVectors.DataIndication, out IPEndPoint? peer, out ReadOnlySpan<byte> data));
        Assert.Equal(TurnVectors.PeerSix, peer);
        Assert.Equal("hello", Encoding.UTF8.GetString(data));
        Assert.False(DataIndication.TryRead(TurnVectors.SendIndication, out _, out _));
    }

    [Fact]
    public void Credentials_PrintNothing()
    {
        Assert.Equal("(TURN credentials)", TurnVectors.Credentials.ToString());
        Assert.DoesNotContain(TurnVectors.Password, new TurnClientEvent.Start(TurnVectors.Credentials, false, []).ToString(), StringComparison.Ordinal);
        Assert.Equal(TurnVectors.Credentials, TurnVectors.Credentials);
        Assert.False(TurnCredentials.TryCreate("user", new string('x', 509), out _));
    }

    private static TurnClientStep Receive(TurnClientStep step, byte[] message, Func<TransactionId> next) =>
        TurnClient.Step(step.State, new TurnClientEvent.MessageReceived(message), default, next);

    private static IEnumerable<byte[]> Sent(TurnClientStep step) => step.Effects.OfType<TurnClientEffect.Send>().Select(s => s.Message.ToArray());
}

using System.Net;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Tests.PathChecks;

namespace MeshGate.Traversal.Tests.Relays;

public sealed class RelayCodecTests : IDisposable
{
    private readonly RelayMesh _mesh = new();

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void TryVerify_ReadsWhatWasWritten_WhenTheKeyIsRight()
    {
        RelayMessage said = RelayMesh.Ask with { Name = "node-a.example" };

        Assert.True(RelayCodec.TryVerify(_mesh.Encode(StunClass.Request, said), _mesh.AtRelay, StunClass.Request, out RelayMessage? read));

        Assert.Equal(said, read);
    }

    [Theory]
    [InlineData(StunClass.Success, RelayMessageKind.Granted)]
    [InlineData(StunClass.Indication, RelayMessageKind.Notice)]
    public void TryVerify_ReadsWhatTheRelaySays(StunClass @class, RelayMessageKind kind)
    {
        RelayMessage said = RelayMesh.Ask with { Kind = kind, Port = 40001 };
        byte[] datagram = _mesh.Encode(@class, said, _mesh.AtRelay);

        Assert.True(RelayCodec.TryVerify(datagram, _mesh.AtNode, @class, out RelayMessage? read));

        Assert.Equal(said, read);
        Assert.Equal(RelayCodec.PlainLength, datagram.Length);
    }

    [Theory]
    [InlineData(StunClass.Request, RelayMessageKind.ChainAsk, true, true)]
    [InlineData(StunClass.Request, RelayMessageKind.LinkBind, true, true)]
    [InlineData(StunClass.Request, RelayMessageKind.LinkAsk, false, false)]
    [InlineData(StunClass.Request, RelayMessageKind.ChainBind, false, false)]
    [InlineData(StunClass.Request, RelayMessageKind.Ask, true, false)]
    [InlineData(StunClass.Success, RelayMessageKind.Granted, true, false)]
    [InlineData(StunClass.Success, RelayMessageKind.LinkAsk, true, false)]
    [InlineData(StunClass.Indication, RelayMessageKind.Notice, true, true)]
    public void TryVerify_TakesTheSecondRelay_WhereOneBelongs(StunClass @class, RelayMessageKind kind, bool hasVia, bool isRead)
    {
        RelayMessage said = RelayMesh.Ask with { Kind = kind, Via = hasVia ? RelayUnderTest.C : default };
        byte[] datagram = _mesh.Encode(@class, said, @class == StunClass.Request ? null : _mesh.AtRelay);

        Assert.Equal(isRead, RelayCodec.TryVerify(datagram, @class == StunClass.Request ? _mesh.AtRelay : _mesh.AtNode, @class, out RelayMessage? read));
        Assert.Equal(isRead ? said : null, read);
        Assert.InRange(datagram.Length, RelayCodec.PlainLength, RelayCodec.MaxLength);
    }

    [Fact]
    public void TryVerify_Refuses_EveryFlippedBit()
    {
        byte[] datagram = _mesh.Encode(StunClass.Request, RelayMesh.Ask);
        for (int bit = 0; bit < datagram.Length * 8; bit++)
        {
            byte[] copy = [.. datagram];
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(RelayCodec.TryVerify(copy, _mesh.AtRelay, StunClass.Request, out _), $"bit {bit}");
        }
    }

    [Fact]
    public void TryVerify_Refuses_WhatIsReflected()
    {
        byte[] request = _mesh.Encode(StunClass.Request, RelayMesh.Ask);

        Assert.False(RelayCodec.TryVerify(request, _mesh.AtNode, StunClass.Success, out _));
        Assert.False(RelayCodec.TryVerify(request, _mesh.AtNode, StunClass.Indication, out _));
        Assert.False(RelayCodec.TryVerify(request, _mesh.Backwards, StunClass.Request, out _));
    }

    [Fact]
    public void TryVerify_Refuses_AnotherNodesAndAnotherSessionsKeys()
    {
        byte[] request = _mesh.Encode(StunClass.Request, RelayMesh.Ask);

        Assert.False(RelayCodec.TryVerify(request, _mesh.RelayToCarol.ForOtherRequests(Mesh.Session), StunClass.Request, out _));
        Assert.False(RelayCodec.TryVerify(request, _mesh.RelayToAlice.ForOtherRequests(Mesh.OtherSession), StunClass.Request, out _));
    }

    [Fact]
    public void PathChecks_AreNoRelayMessages_AndTheOtherWayRound()
    {
        using var mesh = new Mesh();

        Assert.False(RelayCodec.TryPeek(mesh.Request(), out _));
        Assert.False(Traversal.PathChecks.PathCheckCodec.TryPeekRequest(_mesh.Encode(StunClass.Request, RelayMesh.Ask), out _));
    }

    [Fact]
    public void TryPeek_AllocatesNothing()
    {
        byte[] request = _mesh.Encode(StunClass.Request, RelayMesh.Ask);
        Assert.True(RelayCodec.TryPeek(request, out _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            _ = RelayCodec.TryPeek(request, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData(".hidden")]
    [InlineData("UPPER")]
    [InlineData("a b")]
    public void TryVerify_Refuses_NamesThatNoObjectHas(string name)
        => Assert.False(RelayCodec.TryVerify(_mesh.Encode(StunClass.Request, RelayMesh.Ask with { Name = name }), _mesh.AtRelay, StunClass.Request, out _));

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("2001:db8::9")]
    public void Unpack_GivesTheAddressBack(string address)
        => Assert.Equal(IPAddress.Parse(address), RelayMessage.Unpack(RelayMessage.Pack(IPAddress.Parse(address))));
}

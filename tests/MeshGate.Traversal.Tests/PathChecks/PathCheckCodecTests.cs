using System.Net;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Tests.Stun;

namespace MeshGate.Traversal.Tests.PathChecks;

public sealed class PathCheckCodecTests : IDisposable
{
    // Computed with Python's hmac, hashlib and zlib from the shared secret of RFC 7748, section 6.1.
    private const string ExpectedRequest =
        """
        0001005c 2112a442 a0a1a2a3 a4a5a6a7 a8a9aaab
        00060025 38313557 4668594b 4d4c3838 3a4d4179 636c674f 354b6b73 353a4151 49444241 55474277 67000000
        00250000
        001c0020 02362867 c6739b50 1baa8c25 632f0b16 1a933052 eddaf8ba 38769c2d 461ae0f7
        80280004 4526f869
        """;

    private const string ExpectedResponse =
        """
        0101005c 2112a442 a0a1a2a3 a4a5a6a7 a8a9aaab
        00200008 0001eb7e ea12d547
        00260020 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
        001c0020 86fbdf66 f9081bdd 878446e5 90e93fb6 1351e53c a214a6b3 63cf227c 1264929e
        80280004 875e8b84
        """;

    private readonly Mesh _mesh = new();

    private PathCheckSessionKeys AsBob => _mesh.BobToAlice.ForPeerRequests(Mesh.Session);

    private PathCheckSessionKeys AsAlice => _mesh.AliceToBob.ForOwnRequests(Mesh.Session);

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void EncodeRequest_MatchesTheVectorOfAnotherImplementation() =>
        Assert.Equal(Convert.ToHexString(Vectors.Bytes(ExpectedRequest)), Convert.ToHexString(_mesh.Request(useCandidate: true)));

    [Fact]
    public void EncodeResponse_MatchesTheVectorOfAnotherImplementation() =>
        Assert.Equal(
            Convert.ToHexString(Vectors.Bytes(ExpectedResponse)),
            Convert.ToHexString(_mesh.Response(Mesh.Mapped, useCandidate: true)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryVerifyRequest_Accepts_WhatThePeerSent(bool useCandidate)
    {
        byte[] request = _mesh.Request(useCandidate);

        Assert.True(PathCheckCodec.TryPeekRequest(request, out PathCheckRoute route));
        Assert.Equal(
            new PathCheckRoute(PeerTag.Of(_mesh.Bob.PublicKey), PeerTag.Of(_mesh.Alice.PublicKey), Mesh.Session, Mesh.Transaction), route);
        Assert.Equal(_mesh.BobToAlice.PeerTag, route.From);
        Assert.True(PathCheckCodec.TryVerifyRequest(request, AsBob, out PathCheckRequest verified));
        Assert.Equal(new PathCheckRequest(Mesh.Transaction, useCandidate, null, default), verified);
        Assert.InRange(request.Length, 1, PathCheckCodec.MaxLength);
    }

    [Theory]
    [InlineData("203.0.113.5", true)]
    [InlineData("203.0.113.5", false)]
    [InlineData("2001:db8::5", true)]
    [InlineData("2001:db8::5", false)]
    public void EncodeResponse_IsAsLongAsTheRequest_AndVerifies(string address, bool useCandidate)
    {
        var mapped = new IPEndPoint(IPAddress.Parse(address), 51820);
        byte[] response = _mesh.Response(mapped, useCandidate);

        Assert.Equal(_mesh.Request(useCandidate).Length, response.Length);
        Assert.True(PathCheckCodec.TryVerifyResponse(response, AsAlice, Mesh.Transaction, out IPEndPoint? seen));
        Assert.Equal(mapped, seen);
    }

    [Fact]
    public void TheHandshake_IsClaimed()
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        int length = PathCheckCodec.EncodeRequest(buffer, Mesh.Transaction, AsAlice, useCandidate: false, claimsHandshake: true);
        Assert.True(PathCheckCodec.TryVerifyRequest(buffer.AsSpan(0, length), AsBob, out PathCheckRequest request));
        Assert.True(request.ClaimsHandshake);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sleep_IsAskedFor_AndAgreedToOrNot_AtTheSameLength(bool agrees)
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        int length = PathCheckCodec.EncodeRequest(buffer, Mesh.Transaction, AsAlice, useCandidate: false, asksToSleep: true);
        Assert.True(PathCheckCodec.TryVerifyRequest(buffer.AsSpan(0, length), AsBob, out PathCheckRequest request));
        Assert.True(request.AsksToSleep);

        int written = PathCheckCodec.EncodeResponse(buffer, Mesh.Transaction, AsBob, Mesh.Mapped6, length, agrees);
        Assert.Equal(length, written);
        Assert.True(PathCheckCodec.TryVerifyResponse(buffer.AsSpan(0, written), AsAlice, Mesh.Transaction, out IPEndPoint? seen, out bool agreed));
        Assert.Equal((Mesh.Mapped6, agrees), (seen, agreed));
    }

    [Fact]
    public void EncodeResponse_FillsExactly_OrIsNotMade_AtEveryRequestLength()
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        for (int length = 0; length <= PathCheckCodec.MaxLength + 8; length++)
        {
            foreach (IPEndPoint mapped in new[] { Mesh.Mapped, Mesh.Mapped6 })
            {
                int written = PathCheckCodec.EncodeResponse(buffer, Mesh.Transaction, AsBob, mapped, length);
                bool fits = length <= PathCheckCodec.MaxLength && length % 4 == 0 && length >= (mapped == Mesh.Mapped ? 76 : 88);
                Assert.Equal(fits ? length : 0, written);
                Assert.True(!fits || PathCheckCodec.TryVerifyResponse(buffer.AsSpan(0, written), AsAlice, Mesh.Transaction, out _));
            }
        }
    }

    [Fact]
    public void TryVerifyRequest_Refuses_KeysOfAnotherSessionPeerOrDirection()
    {
        byte[] request = _mesh.Request();

        Assert.False(PathCheckCodec.TryVerifyRequest(request, _mesh.BobToAlice.ForPeerRequests(Mesh.OtherSession), out _));
        Assert.False(PathCheckCodec.TryVerifyRequest(request, _mesh.BobToAlice.ForOwnRequests(Mesh.Session), out _));
        Assert.False(PathCheckCodec.TryVerifyRequest(request, _mesh.BobToCarol.ForPeerRequests(Mesh.Session), out _));
        Assert.False(PathCheckCodec.TryVerifyRequest(request, _mesh.CarolToBob.ForPeerRequests(Mesh.Session), out _));
    }

    [Fact]
    public void TryVerifyRequest_RefusesOurOwnRequest_WhenItIsReflectedToUs()
    {
        byte[] request = _mesh.Request();

        Assert.True(PathCheckCodec.TryPeekRequest(request, out PathCheckRoute route));
        Assert.NotEqual(PeerTag.Of(_mesh.Alice.PublicKey), route.To);
        Assert.False(PathCheckCodec.TryVerifyRequest(request, _mesh.AliceToBob.ForPeerRequests(Mesh.Session), out _));
        Assert.False(PathCheckCodec.TryVerifyResponse(request, AsAlice, Mesh.Transaction, out _));
    }

    [Fact]
    public void TryVerifyRequest_Refuses_ARequestSignedByTheKeyOfResponses()
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, Mesh.Transaction);
        Username.Write(ref builder, AsBob.Username);
        MessageIntegritySha256.Write(ref builder, AsBob.ResponseKey);
        Fingerprint.Write(ref builder);

        Assert.True(PathCheckCodec.TryPeekRequest(buffer.AsSpan(0, builder.Length), out _));
        Assert.False(PathCheckCodec.TryVerifyRequest(buffer.AsSpan(0, builder.Length), AsBob, out _));
    }

    [Fact]
    public void TryVerifyRequest_Refuses_ATruncatedIntegrity()
    {
        // Right for its 16 bytes, as the standard would allow; a check promises all 32.
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        var probe = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, Mesh.Transaction);
        Username.Write(ref probe, AsBob.Username);
        int offset = probe.Length;
        Span<byte> value = probe.Add(StunAttributeType.MessageIntegritySha256, 16);
        System.Security.Cryptography.HMACSHA256.HashData(AsBob.RequestKey, buffer.AsSpan(0, offset)).AsSpan(0, 16).CopyTo(value);
        Fingerprint.Write(ref probe);
        byte[] datagram = buffer[..probe.Length];

        Assert.True(StunMessageParser.TryParse(datagram, out StunMessage message, out _));
        Assert.True(MessageIntegritySha256.Verify(message, AsBob.RequestKey, minLength: 16));
        Assert.False(PathCheckCodec.TryVerifyRequest(datagram, AsBob, out _));
    }

    [Fact]
    public void TryVerifyRequest_Refuses_AttributesThatMustBeUnderstoodAndAreNot()
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, Mesh.Transaction);
        Username.Write(ref builder, AsBob.Username);
        builder.Add((StunAttributeType)0x7000, 0);
        MessageIntegritySha256.Write(ref builder, AsBob.RequestKey);
        Fingerprint.Write(ref builder);

        Assert.False(PathCheckCodec.TryVerifyRequest(buffer.AsSpan(0, builder.Length), AsBob, out _));
    }

    [Fact]
    public void TryVerifyRequest_Refuses_WhatIsLongerThanTheBound()
    {
        byte[] buffer = new byte[PathCheckCodec.MaxLength + 100];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, Mesh.Transaction);
        Username.Write(ref builder, AsBob.Username);
        Padding.Write(ref builder, PathCheckCodec.MaxLength - 100);
        MessageIntegritySha256.Write(ref builder, AsBob.RequestKey);
        Fingerprint.Write(ref builder);

        Assert.False(PathCheckCodec.TryPeekRequest(buffer.AsSpan(0, builder.Length), out _));
        Assert.False(PathCheckCodec.TryVerifyRequest(buffer.AsSpan(0, builder.Length), AsBob, out _));
    }

    [Fact]
    public void TryVerifyResponse_Refuses_AnotherTransactionSessionOrPeer()
    {
        byte[] response = _mesh.Response(Mesh.Mapped);

        Assert.False(PathCheckCodec.TryVerifyResponse(response, AsAlice, default, out _));
        Assert.False(PathCheckCodec.TryVerifyResponse(response, _mesh.AliceToBob.ForOwnRequests(Mesh.OtherSession), Mesh.Transaction, out _));
        Assert.False(PathCheckCodec.TryVerifyResponse(response, _mesh.BobToAlice.ForOwnRequests(Mesh.Session), Mesh.Transaction, out _));
        Assert.False(PathCheckCodec.TryVerifyResponse(response, _mesh.CarolToBob.ForOwnRequests(Mesh.Session), Mesh.Transaction, out _));
        Assert.False(PathCheckCodec.TryVerifyRequest(response, AsBob, out _));
        Assert.False(PathCheckCodec.TryPeekRequest(response, out _));
    }

    [Fact]
    public void TryVerify_RefusesEveryBitFlip_AndEveryTruncation()
    {
        byte[] request = _mesh.Request(useCandidate: true);
        byte[] response = _mesh.Response(Mesh.Mapped6, useCandidate: true);
        for (int bit = 0; bit < request.Length * 8; bit++)
        {
            Assert.False(PathCheckCodec.TryVerifyRequest(Flip(request, bit), AsBob, out _));
            Assert.False(PathCheckCodec.TryVerifyResponse(Flip(response, bit), AsAlice, Mesh.Transaction, out _));
        }

        for (int length = 0; length < request.Length; length++)
        {
            Assert.False(PathCheckCodec.TryVerifyRequest(request.AsSpan(0, length), AsBob, out _));
            Assert.False(PathCheckCodec.TryVerifyResponse(response.AsSpan(0, length), AsAlice, Mesh.Transaction, out _));
        }

        Assert.False(PathCheckCodec.TryVerifyRequest([.. request, 0, 0, 0, 0], AsBob, out _));
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] copy = [.. bytes];
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }
}

using System.Net;
using FsCheck.Xunit;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Tests.Stun;

public sealed class AttributeTests
{
    private delegate void Writer(ref StunMessageBuilder builder);

    [Property]
    public bool Addresses_RoundTrip(ulong high, ulong low, ushort port, bool six, Guid transaction)
    {
        byte[] bytes = [.. BitConverter.GetBytes(high), .. BitConverter.GetBytes(low)];
        var endpoint = new IPEndPoint(new IPAddress(six ? bytes : bytes[..4]), port);
        IPEndPoint expected = endpoint.Address.IsIPv4MappedToIPv6 ? new(endpoint.Address.MapToIPv4(), port) : endpoint;

        byte[] datagram = Build(
            (ref StunMessageBuilder b) =>
            {
                MappedAddress.Write(ref b, endpoint);
                XorMappedAddress.Write(ref b, endpoint);
                OtherAddress.Write(ref b, endpoint);
                ResponseOrigin.Write(ref b, endpoint);
            },
            TransactionId.FromBytes(transaction.ToByteArray().AsSpan(0, 12)));

        StunMessage message = Parse(datagram);
        return MappedAddress.TryRead(message, out IPEndPoint? mapped) && mapped.Equals(expected)
            && XorMappedAddress.TryRead(message, out IPEndPoint? xor) && xor.Equals(expected)
            && OtherAddress.TryRead(message, out IPEndPoint? other) && other.Equals(expected)
            && ResponseOrigin.TryRead(message, out IPEndPoint? origin) && origin.Equals(expected);
    }

    [Property]
    public bool Numbers_RoundTrip(uint priority, ulong controlling, ulong controlled, bool ip, bool port)
    {
        StunMessage message = Parse(Build((ref StunMessageBuilder b) =>
        {
            Priority.Write(ref b, priority);
            IceControlling.Write(ref b, controlling);
            IceControlled.Write(ref b, controlled);
            ChangeRequest.Write(ref b, ip, port);
            UseCandidate.Write(ref b);
        }));
        return Priority.TryRead(message, out uint p) && p == priority
            && IceControlling.TryRead(message, out ulong c) && c == controlling
            && IceControlled.TryRead(message, out ulong d) && d == controlled
            && ChangeRequest.TryRead(message, out bool i, out bool o) && i == ip && o == port
            && UseCandidate.IsPresent(message);
    }

    [Property]
    public bool Texts_RoundTrip_AtEveryLength(byte length)
    {
        byte[] text = [.. Enumerable.Repeat((byte)'x', length)];
        StunMessage message = Parse(Build((ref StunMessageBuilder b) =>
        {
            Username.Write(ref b, text);
            Realm.Write(ref b, text);
            Nonce.Write(ref b, text);
            Software.Write(ref b, text);
            ErrorCode.Write(ref b, 300 + length, text);
        }));
        return Username.TryRead(message, out ReadOnlySpan<byte> username) && username.SequenceEqual(text)
            && Realm.TryRead(message, out ReadOnlySpan<byte> realm) && realm.SequenceEqual(text)
            && Nonce.TryRead(message, out ReadOnlySpan<byte> nonce) && nonce.SequenceEqual(text)
            && Software.TryRead(message, out ReadOnlySpan<byte> software) && software.SequenceEqual(text)
            && ErrorCode.TryRead(message, out int code, out ReadOnlySpan<byte> reason) && code == 300 + length && reason.SequenceEqual(text);
    }

    [Property]
    public bool UnknownAttributes_RoundTrip(ushort[] types)
    {
        types = types.Take(100).ToArray();
        StunMessage message = Parse(Build((ref StunMessageBuilder b) => UnknownAttributes.Write(ref b, types)));
        ushort[] read = new ushort[100];
        return UnknownAttributes.TryRead(message, read, out int count) && read.AsSpan(0, count).SequenceEqual(types);
    }

    [Property]
    public bool Integrity_HoldsForItsKeyAlone(byte[] key, byte[] otherKey, byte[] value)
    {
        // An HMAC pads short keys with zeros, so that such keys are the same key.
        bool same = key.AsSpan().TrimEnd((byte)0).SequenceEqual(otherKey.AsSpan().TrimEnd((byte)0));
        value = value.Take(500).ToArray();
        StunMessage message = Parse(Build((ref StunMessageBuilder b) =>
        {
            b.Add(StunAttributeType.Software, value);
            MessageIntegrity.Write(ref b, key);
            MessageIntegritySha256.Write(ref b, key);
            Fingerprint.Write(ref b);
        }));
        return MessageIntegrity.Verify(message, key) && MessageIntegritySha256.Verify(message, key) && Fingerprint.Verify(message)
            && MessageIntegrity.Verify(message, otherKey) == same && MessageIntegritySha256.Verify(message, otherKey) == same;
    }

    [Fact]
    public void MessageIntegritySha256_MatchesTheVectorOfAnotherImplementation()
    {
        byte[] datagram = Build(
            (ref StunMessageBuilder b) =>
            {
                Username.Write(ref b, "alice:bob"u8);
                UseCandidate.Write(ref b);
                MessageIntegritySha256.Write(ref b, Vectors.OwnKey);
                Fingerprint.Write(ref b);
            },
            TransactionId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
            StunClass.Request);

        Assert.Equal(Convert.ToHexString(Vectors.OwnSha256), Convert.ToHexString(datagram));
    }

    [Fact]
    public void MessageIntegritySha256_IsTruncated_OnlyWhereTheCallerAllowsIt()
    {
        StunMessage message = Parse(Vectors.OwnSha256Truncated);

        Assert.False(MessageIntegritySha256.Verify(message, Vectors.OwnKey));
        Assert.False(MessageIntegritySha256.Verify(message, Vectors.OwnKey, minLength: 20));
        Assert.True(MessageIntegritySha256.Verify(message, Vectors.OwnKey, minLength: 16));
        Assert.True(MessageIntegritySha256.Verify(message, Vectors.OwnKey, minLength: 0));
    }

    [Theory]
    [InlineData("001c0000")]
    [InlineData("001c000c 000000000000000000000000")]
    [InlineData("001c0012 00000000000000000000000000000000 00000000")]
    [InlineData("001c0024 000000000000000000000000000000000000000000000000000000000000000000000000")]
    public void MessageIntegritySha256_IsRefused_WhenItsLengthIsWrong(string attribute)
    {
        byte[] bytes = Vectors.Bytes(attribute);
        byte[] datagram = [.. Vectors.Bytes($"0001{bytes.Length:x4}2112a442000102030405060708090a0b"), .. bytes];

        Assert.False(MessageIntegritySha256.Verify(Parse(datagram), Vectors.OwnKey, minLength: 0));
    }

    [Theory]
    [InlineData("00200000")]
    [InlineData("00200003 00010000")]
    [InlineData("00200004 00010000")]
    [InlineData("00200008 00000000 00000000")]
    [InlineData("00200008 00020000 00000000")]
    [InlineData("0020000c 00010000 00000000 00000000")]
    [InlineData("00200008 00ff0000 00000000")]
    public void XorMappedAddress_IsRefused_WhenItIsMalformed(string attribute) =>
        Assert.False(XorMappedAddress.TryRead(Parse(One(attribute)), out _));

    [Theory]
    [InlineData("00090003 00000400")]
    [InlineData("00090004 00000200")]
    [InlineData("00090004 00000700")]
    [InlineData("00090004 00000464")]
    [InlineData("00090005 00000400 ff000000")]
    public void ErrorCode_IsRefused_WhenItIsMalformed(string attribute) =>
        Assert.False(ErrorCode.TryRead(Parse(One(attribute)), out _, out _));

    [Theory]
    [InlineData("00240003 00000000")]
    [InlineData("00240005 00000000 00000000")]
    [InlineData("80290004 00000000")]
    [InlineData("00060001 ff000000")]
    [InlineData("000a0003 00010000")]
    [InlineData("00030002 00000000")]
    public void Others_AreRefused_WhenTheyAreMalformed(string attribute)
    {
        StunMessage message = Parse(One(attribute));

        Assert.False(Priority.TryRead(message, out _));
        Assert.False(IceControlled.TryRead(message, out _));
        Assert.False(Username.TryRead(message, out _));
        Assert.False(UnknownAttributes.TryRead(message, new ushort[4], out _));
        Assert.False(ChangeRequest.TryRead(message, out _, out _));
    }

    [Fact]
    public void Builder_Throws_WhenTheBufferIsFull()
    {
        Assert.Throws<ArgumentException>(() => new StunMessageBuilder(new byte[19], StunMessageType.BindingRequest, default).Length);
        Assert.Throws<ArgumentException>(() =>
        {
            var builder = new StunMessageBuilder(new byte[24], StunMessageType.BindingRequest, default);
            Priority.Write(ref builder, 1);
        });
    }

    [Fact]
    public void MessageType_RoundTrips_ForEveryClass()
    {
        foreach (StunClass @class in Enum.GetValues<StunClass>())
        {
            byte[] buffer = Build((ref StunMessageBuilder _) => { }, @class: @class);
            Assert.Equal(@class, Parse(buffer).Type.Class);
        }
    }

    private static byte[] One(string attribute)
    {
        byte[] bytes = Vectors.Bytes(attribute);
        return [.. Vectors.Bytes($"0101{bytes.Length:x4}2112a442000102030405060708090a0b"), .. bytes];
    }

    private static byte[] Build(Writer write, TransactionId transaction = default, StunClass @class = StunClass.Success)
    {
        byte[] buffer = new byte[StunConstants.MaxMessageLength];
        var builder = new StunMessageBuilder(buffer, new(@class, StunMethod.Binding), transaction);
        write(ref builder);
        return buffer[..builder.Length];
    }

    private static StunMessage Parse(byte[] datagram)
    {
        Assert.True(StunMessageParser.TryParse(datagram, out StunMessage message, out StunParseError error), error.ToString());
        return message;
    }
}

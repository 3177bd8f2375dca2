using System.Net;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Tests.Stun;

public sealed class RfcVectorTests
{
    private static readonly TransactionId ShortTermTransaction =
        TransactionId.FromBytes(Vectors.Bytes("b7e7a701bc34d686fa87dfae"));

    private static readonly TransactionId LongTermTransaction =
        TransactionId.FromBytes(Vectors.Bytes("78ad3433c6ad72c029da412e"));

    [Fact]
    public void TryParse_ReadsTheSampleRequest()
    {
        StunMessage message = Parse(Vectors.Request);

        Assert.Equal(StunMessageType.BindingRequest, message.Type);
        Assert.Equal(ShortTermTransaction, message.TransactionId);
        Assert.Equal(0, message.UnknownRequiredCount);
        Assert.True(Software.TryRead(message, out ReadOnlySpan<byte> software));
        Assert.Equal("STUN test client", Encoding.UTF8.GetString(software));
        Assert.True(Priority.TryRead(message, out uint priority));
        Assert.Equal(0x6e0001ffu, priority);
        Assert.True(IceControlled.TryRead(message, out ulong tie));
        Assert.Equal(0x932ff9b151263b36ul, tie);
        Assert.True(Username.TryRead(message, out ReadOnlySpan<byte> username));
        Assert.Equal("evtj:h6vY", Encoding.UTF8.GetString(username));
        Assert.True(MessageIntegrity.Verify(message, Vectors.ShortTermKey));
        Assert.True(Fingerprint.Verify(message));
    }

    [Theory]
    [InlineData(false, "192.0.2.1")]
    [InlineData(true, "2001:db8:1234:5678:11:2233:4455:6677")]
    public void TryParse_ReadsTheSampleResponses(bool six, string address)
    {
        StunMessage message = Parse(six ? Vectors.Ipv6Response : Vectors.Ipv4Response);

        Assert.Equal(StunMessageType.BindingSuccess, message.Type);
        Assert.True(Software.TryRead(message, out ReadOnlySpan<byte> software));
        Assert.Equal("test vector", Encoding.UTF8.GetString(software));
        Assert.True(XorMappedAddress.TryRead(message, out IPEndPoint? mapped));
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), 32853), mapped);
        Assert.True(MessageIntegrity.Verify(message, Vectors.ShortTermKey));
        Assert.True(Fingerprint.Verify(message));
    }

    [Fact]
    public void TryParse_ReadsTheLongTermRequest()
    {
        StunMessage message = Parse(Vectors.LongTermRequest);

        Assert.True(Username.TryRead(message, out ReadOnlySpan<byte> username));
        Assert.Equal(Vectors.LongTermUser, Encoding.UTF8.GetString(username));
        Assert.True(Nonce.TryRead(message, out ReadOnlySpan<byte> nonce));
        Assert.Equal("f//499k954d6OL34oL9FSTvy64sA", Encoding.UTF8.GetString(nonce));
        Assert.True(Realm.TryRead(message, out ReadOnlySpan<byte> realm));
        Assert.Equal("example.org", Encoding.UTF8.GetString(realm));
        Assert.True(MessageIntegrity.Verify(message, Vectors.LongTermKey));
        Assert.False(Fingerprint.Verify(message));
    }

    [Fact]
    public void TryParse_ReadsTheLongTermRequestWithSha256()
    {
        StunMessage message = Parse(Vectors.LongTermRequestSha256);

        Assert.True(MessageIntegritySha256.Verify(message, Vectors.LongTermKeySha256));
        Assert.False(MessageIntegritySha256.Verify(message, Vectors.LongTermKey));
        Assert.False(MessageIntegrity.Verify(message, Vectors.LongTermKeySha256));

        // USERHASH is not understood here, and the caller is told.
        Assert.Equal(1, message.UnknownRequiredCount);
        ushort[] unknown = new ushort[4];
        Assert.Equal(1, message.CopyUnknownRequired(unknown));
        Assert.Equal([0x001e], unknown[..1]);
    }

    [Fact]
    public void Builder_WritesTheSampleRequest_ByteForByte()
    {
        byte[] buffer = new byte[512];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, ShortTermTransaction, padding: 0x20);
        Software.Write(ref builder, "STUN test client"u8);
        Priority.Write(ref builder, 0x6e0001ff);
        IceControlled.Write(ref builder, 0x932ff9b151263b36);
        Username.Write(ref builder, "evtj:h6vY"u8);
        MessageIntegrity.Write(ref builder, Vectors.ShortTermKey);
        Fingerprint.Write(ref builder);

        Assert.Equal(Convert.ToHexString(Vectors.Request), Convert.ToHexString(buffer, 0, builder.Length));
    }

    [Theory]
    [InlineData(false, "192.0.2.1")]
    [InlineData(false, "::ffff:192.0.2.1")]
    [InlineData(true, "2001:db8:1234:5678:11:2233:4455:6677")]
    public void Builder_WritesTheSampleResponses_ByteForByte(bool six, string address)
    {
        byte[] buffer = new byte[512];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingSuccess, ShortTermTransaction, padding: 0x20);
        Software.Write(ref builder, "test vector"u8);
        XorMappedAddress.Write(ref builder, new IPEndPoint(IPAddress.Parse(address), 32853));
        MessageIntegrity.Write(ref builder, Vectors.ShortTermKey);
        Fingerprint.Write(ref builder);

        byte[] expected = six ? Vectors.Ipv6Response : Vectors.Ipv4Response;
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(buffer, 0, builder.Length));
    }

    [Fact]
    public void Builder_WritesTheLongTermRequest_ByteForByte()
    {
        byte[] buffer = new byte[512];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, LongTermTransaction);
        Username.Write(ref builder, Encoding.UTF8.GetBytes(Vectors.LongTermUser));
        Nonce.Write(ref builder, "f//499k954d6OL34oL9FSTvy64sA"u8);
        Realm.Write(ref builder, "example.org"u8);
        MessageIntegrity.Write(ref builder, Vectors.LongTermKey);

        Assert.Equal(Convert.ToHexString(Vectors.LongTermRequest), Convert.ToHexString(buffer, 0, builder.Length));
    }

    [Fact]
    public void Builder_WritesTheLongTermRequestWithSha256_ByteForByte()
    {
        byte[] buffer = new byte[512];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingRequest, LongTermTransaction);
        builder.Add((StunAttributeType)0x001e, SHA256.HashData(Encoding.UTF8.GetBytes($"{Vectors.LongTermUser}:example.org")));
        Nonce.Write(ref builder, "obMatJos2AAACf//499k954d6OL34oL9FSTvy64sA"u8);
        Realm.Write(ref builder, "example.org"u8);
        builder.Add((StunAttributeType)0x001d, [0, 2, 0, 0]);
        MessageIntegritySha256.Write(ref builder, Vectors.LongTermKeySha256);

        Assert.Equal(Convert.ToHexString(Vectors.LongTermRequestSha256), Convert.ToHexString(buffer, 0, builder.Length));
    }

    private static StunMessage Parse(byte[] datagram)
    {
        Assert.True(StunMessageParser.TryParse(datagram, out StunMessage message, out StunParseError error), error.ToString());
        return message;
    }
}

using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Traversal.Tests.Stun;

public sealed class StunMessageParserTests
{
    private const string Header = "2112a442 000102030405060708090a0b";

    [Theory]
    [InlineData("", StunParseError.TooShort)]
    [InlineData("0001", StunParseError.TooShort)]
    [InlineData("00010000 2112a442 000102030405060708090a", StunParseError.TooShort)]
    [InlineData("80010000" + Header, StunParseError.NotStun)]
    [InlineData("40010000" + Header, StunParseError.NotStun)]
    [InlineData("00010000 2112a443 000102030405060708090a0b", StunParseError.BadCookie)]
    [InlineData("00010002" + Header + "0000", StunParseError.UnalignedLength)]
    [InlineData("00010004" + Header, StunParseError.LengthMismatch)]
    [InlineData("00010000" + Header + "00000000", StunParseError.LengthMismatch)]
    [InlineData("0001fffc" + Header, StunParseError.LengthMismatch)]
    [InlineData("00020000" + Header, StunParseError.UnknownMethod)]
    [InlineData("3fff0000" + Header, StunParseError.UnknownMethod)]
    [InlineData("00000000" + Header, StunParseError.UnknownMethod)]
    [InlineData("00010004" + Header + "00060001", StunParseError.AttributeOverrun)]
    [InlineData("00010004" + Header + "0006ffff", StunParseError.AttributeOverrun)]
    [InlineData("00010008" + Header + "0006000500000000", StunParseError.AttributeOverrun)]
    [InlineData("0001000c" + Header + "802800040000000000250000", StunParseError.AttributeAfterFingerprint)]
    [InlineData("00010000" + Header, StunParseError.None)]
    [InlineData("00110000" + Header, StunParseError.None)]
    [InlineData("01010000" + Header, StunParseError.None)]
    [InlineData("01110000" + Header, StunParseError.None)]
    [InlineData("00010004" + Header + "00060000", StunParseError.None)]
    public void TryParse_SaysWhy(string hex, StunParseError expected)
    {
        bool parsed = StunMessageParser.TryParse(Vectors.Bytes(hex), out StunMessage message, out StunParseError error);

        Assert.Equal(expected, error);
        Assert.Equal(expected == StunParseError.None, parsed);
        Assert.Equal(!parsed, message.Datagram.IsEmpty);
    }

    [Fact]
    public void TryParse_BoundsTheNumberOfAttributes()
    {
        Assert.Equal(StunParseError.None, ErrorOf(Repeat("80220000", StunConstants.MaxAttributes)));
        Assert.Equal(StunParseError.TooManyAttributes, ErrorOf(Repeat("80220000", StunConstants.MaxAttributes + 1)));
    }

    [Fact]
    public void TryParse_BoundsTheLength()
    {
        Assert.Equal(StunParseError.None, ErrorOf(Message(new byte[StunConstants.MaxMessageLength - 20 - 4])));
        Assert.Equal(StunParseError.TooLong, ErrorOf(Message(new byte[StunConstants.MaxMessageLength - 20])));
    }

    [Fact]
    public void TryGet_TakesTheFirst_WhenAnAttributeIsThereTwice()
    {
        StunMessage message = Parse("00010010" + Header + "00240004 00000001 00240004 00000002");

        Assert.True(Priority.TryRead(message, out uint priority));
        Assert.Equal(1u, priority);
    }

    [Fact]
    public void TryGet_SeesNothingBehindTheIntegrity_ButSha256AndFingerprint()
    {
        string sha1 = "00080014" + new string('a', 40);
        string sha256 = "001c0020" + new string('b', 64);
        StunMessage message = Parse("0001004c" + Header + sha1 + "00250000 7fff0000" + sha256 + "80280004 00000000");

        Assert.False(UseCandidate.IsPresent(message));
        Assert.Equal(0, message.UnknownRequiredCount);
        Assert.True(message.Contains(StunAttributeType.MessageIntegrity));
        Assert.True(message.Contains(StunAttributeType.MessageIntegritySha256));
        Assert.True(message.Contains(StunAttributeType.Fingerprint));
    }

    [Fact]
    public void TryGet_IgnoresTheSha1_BehindTheSha256()
    {
        StunMessage message = Parse("0001003c" + Header + "001c0020" + new string('b', 64) + "00080014" + new string('a', 40));

        Assert.False(message.Contains(StunAttributeType.MessageIntegrity));
        Assert.Equal(0, message.UnknownRequiredCount);
    }

    [Fact]
    public void CopyUnknownRequired_ListsWhatIsNotUnderstood_ButNothingOptional()
    {
        StunMessage message = Parse("00010010" + Header + "7fff0000 ffff0000 00010000 00300000");
        ushort[] types = new ushort[4];

        Assert.Equal(2, message.UnknownRequiredCount);
        Assert.Equal(2, message.CopyUnknownRequired(types));
        Assert.Equal([0x7fff, 0x0030, 0, 0], types);
        Assert.Equal(1, message.CopyUnknownRequired(types.AsSpan(0, 1)));
    }

    private static byte[] Message(byte[] value)
    {
        byte[] buffer = new byte[StunConstants.MaxMessageLength + 100];
        int length = 4 + value.Length;
        Vectors.Bytes("0001" + length.ToString("x4", null) + Header + "8022" + value.Length.ToString("x4", null)).CopyTo(buffer, 0);
        return buffer[..(20 + length)];
    }

    private static byte[] Repeat(string attribute, int times) => Vectors.Bytes(
        "0001" + (times * attribute.Length / 2).ToString("x4", null) + Header + string.Concat(Enumerable.Repeat(attribute, times)));

    private static StunParseError ErrorOf(byte[] datagram)
    {
        _ = StunMessageParser.TryParse(datagram, out _, out StunParseError error);
        return error;
    }

    private static StunMessage Parse(string hex)
    {
        Assert.True(StunMessageParser.TryParse(Vectors.Bytes(hex), out StunMessage message, out StunParseError error), error.ToString());
        return message;
    }
}

using FsCheck;
using FsCheck.Xunit;
using MeshGate.Core.Identity;

namespace MeshGate.Core.Tests.Identity;

public sealed class PublicKeyTests
{
    // The public key of Alice, RFC 7748, section 6.1.
    private const string Alice = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";

    [Fact]
    public void Parse_GivesTheSameText_WhenTheKeyIsValid() => Assert.Equal(Alice, PublicKey.Parse(Alice).ToString());

    [Theory]
    [InlineData(null, "this one has 0")]
    [InlineData("", "this one has 0")]
    [InlineData("AAAA", "this one has 4")]
    [InlineData(Alice + "=", "this one has 45")]
    [InlineData(" " + Alice, "this one has 45")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "all zeros")]
    [InlineData("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmp=", "not the base64")]
    [InlineData("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmoA", "not the base64")]
    [InlineData("hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo=", "not the base64")]
    [InlineData("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbT\n==", "not the base64")]
    [InlineData("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTé==", "not the base64")]
    public void TryParse_SaysWhy_WhenTheTextIsNoKey(string? text, string reason)
    {
        Assert.False(PublicKey.TryParse(text, out PublicKey key, out string? error));
        Assert.True(key.IsZero);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Throws_WhenTheTextIsNoKey() =>
        Assert.Contains("44 characters", Assert.Throws<FormatException>(() => PublicKey.Parse("short")).Message, StringComparison.Ordinal);

    [Fact]
    public void FromBytes_Throws_WhenTheLengthIsWrong() =>
        Assert.Throws<ArgumentException>(() => PublicKey.FromBytes(new byte[31]));

    [Property]
    public bool ToString_RoundTrips_ForAnyBytes(byte[] seed)
    {
        byte[] bytes = Fill(seed);
        var key = PublicKey.FromBytes(bytes);
        var copy = new byte[PublicKey.Length];
        key.CopyTo(copy);
        return copy.AsSpan().SequenceEqual(bytes)
            && (key.IsZero || (PublicKey.TryParse(key.ToString(), out PublicKey parsed) && parsed == key && parsed.GetHashCode() == key.GetHashCode()));
    }

    [Property]
    public bool CompareTo_IsTheOrderOfTheBytes(byte[] left, byte[] right)
    {
        byte[] a = Fill(left);
        byte[] b = Fill(right);
        int expected = Math.Sign(a.AsSpan().SequenceCompareTo(b));
        var first = PublicKey.FromBytes(a);
        var second = PublicKey.FromBytes(b);
        return Math.Sign(first.CompareTo(second)) == expected
            && first < second == expected < 0 && first > second == expected > 0
            && first <= second == expected <= 0 && first >= second == expected >= 0
            && first == second == (expected == 0) && first != second == (expected != 0);
    }

    [Property]
    public bool TryParse_NeverThrows_ForAnyText(string? text) => PublicKey.TryParse(text, out _) || true;

    private static byte[] Fill(byte[]? seed)
    {
        var bytes = new byte[PublicKey.Length];
        for (int i = 0; seed is { Length: > 0 } && i < bytes.Length; i++)
        {
            bytes[i] = seed[i % seed.Length];
        }

        return bytes;
    }
}

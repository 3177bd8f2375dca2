using System.Globalization;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Keys;

namespace MeshGate.Traversal.Tests.Keys;

public sealed class PrivateKeyTests
{
    // RFC 7748, section 6.1.
    private const string AlicePrivate = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
    private const string AlicePublic = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
    private const string BobPrivate = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";
    private const string BobPublic = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
    private const string Shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";

    // AlicePrivate, clamped, in base64.
    private const string AliceText = "cAdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LGo=";

    // Points of order 1, 2, 4 and 8, and their spellings above the prime.
    public static TheoryData<string> LowOrderPoints =>
    [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    [Fact]
    public void TryAgree_MatchesTheDiffieHellmanOfRfc7748()
    {
        using PrivateKey alice = Key(AlicePrivate);
        using PrivateKey bob = Key(BobPrivate);

        Assert.Equal(AlicePublic, Hex(alice.PublicKey));
        Assert.Equal(BobPublic, Hex(bob.PublicKey));
        Assert.Equal(Shared, Agree(alice, bob.PublicKey));
        Assert.Equal(Shared, Agree(bob, alice.PublicKey));
    }

    [Theory]
    [InlineData(
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData(
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void TryAgree_MatchesTheScalarMultiplicationOfRfc7748(string scalar, string point, string result)
    {
        using PrivateKey key = Key(scalar);

        Assert.Equal(result, Agree(key, PublicKey.FromBytes(Convert.FromHexString(point))));
    }

    [Fact]
    public void TryAgree_MatchesTheThousandIterationsOfRfc7748()
    {
        byte[] scalar = new byte[32];
        scalar[0] = 9;
        byte[] point = [.. scalar];
        for (int i = 0; i < 1000; i++)
        {
            byte[] next = new byte[32];
            using PrivateKey key = PrivateKey.FromBytes(scalar);
            Assert.True(key.TryAgree(PublicKey.FromBytes(point), next));
            (point, scalar) = (scalar, next);
        }

        Assert.Equal("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", Convert.ToHexStringLower(scalar));
    }

    [Theory]
    [MemberData(nameof(LowOrderPoints))]
    public void TryAgree_IsRefused_WhenThePeerIsAPointOfLowOrder(string point)
    {
        using PrivateKey key = Key(AlicePrivate);
        byte[] secret = [.. Enumerable.Repeat((byte)0xff, 32)];

        Assert.False(key.TryAgree(PublicKey.FromBytes(Convert.FromHexString(point)), secret));
        Assert.All(secret, b => Assert.Equal(0, b));
    }

    [Fact]
    public void Generate_ClampsAndZeroesTheRandomness()
    {
        byte[] randomness = [.. Enumerable.Repeat((byte)0xff, 32)];

        using PrivateKey key = PrivateKey.Generate(randomness);

        byte[] scalar = Convert.FromBase64String(key.ExportBase64());
        Assert.All(randomness, b => Assert.Equal(0, b));
        Assert.Equal(0xf8, scalar[0]);
        Assert.Equal(0x7f, scalar[31]);
    }

    [Fact]
    public void Generate_Throws_WhenTheRandomnessIsZerosOrOfAnotherLength()
    {
        Assert.Throws<ArgumentException>(() => PrivateKey.Generate(new byte[32]));
        Assert.Throws<ArgumentException>(() => PrivateKey.Generate(new byte[31]));
    }

    [Fact]
    public void ToString_TellsNothing()
    {
        using PrivateKey key = Key(AlicePrivate);

        Assert.Equal("(private key)", key.ToString());
        Assert.Equal("(private key)", string.Create(CultureInfo.InvariantCulture, $"{key}"));
    }

    [Fact]
    public void TryParse_RoundTrips_WhatExportWrote()
    {
        using PrivateKey key = Key(AlicePrivate);
        Assert.Equal(AliceText, key.ExportBase64());

        Assert.True(PrivateKey.TryParse(AliceText, out PrivateKey? parsed, out _));
        using (parsed)
        {
            Assert.Equal(key.PublicKey, parsed.PublicKey);
        }
    }

    [Theory]
    [InlineData("", "has 0")]
    [InlineData("c2VjcmV0", "has 8")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "all zeros")]
    [InlineData("*AdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LGo=", "not the base64")]
    public void TryParse_SaysWhyWithoutTheText_WhenItIsNoKey(string text, string reason)
    {
        Assert.False(PrivateKey.TryParse(text, out PrivateKey? key, out string? error));
        Assert.Null(key);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !error.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Dispose_MakesTheKeyUnusable()
    {
        PrivateKey key = Key(AlicePrivate);
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(key.ExportBase64);
        Assert.Throws<ObjectDisposedException>(() => key.TryAgree(key.PublicKey, new byte[32]));
    }

    private static PrivateKey Key(string hex) => PrivateKey.FromBytes(Convert.FromHexString(hex));

    private static string Hex(PublicKey key)
    {
        byte[] bytes = new byte[PublicKey.Length];
        key.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static string Agree(PrivateKey own, PublicKey peer)
    {
        byte[] secret = new byte[32];
        Assert.True(own.TryAgree(peer, secret));
        return Convert.ToHexStringLower(secret);
    }
}

using System.Text;
using FsCheck.Xunit;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Sealing;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace MeshGate.Kubernetes.Tests.Sealing;

public sealed class SealedBoxTests
{
    /// <summary>Computed with Python's cryptography: its X25519, HKDF and ChaCha20Poly1305.</summary>
    public static TheoryData<byte[], byte[], string, string, string> Vectors => new()
    {
        {
            Range(1), Range(100), "1800000000:edge-1\nswordfish", "meshgate turn credentials v1",
            "AQejfLwUIJPIt1XcGxDobLQmN0rRaqhT7QvfwLK4bRx8Yvgj0doquE9FFwi/aC3IW3z7e/6UE9fVhrPFh1GoML5xNxBJs/XQd3sKQQ=="
        },
        {
            [.. Enumerable.Repeat((byte)7, 32)], [.. Enumerable.Repeat((byte)9, 32)], string.Empty, "a purpose",
            "ARO+T+rq8gTH/TNY/JwAchiB0XQngSgifsZ0839/6XttSTWJiqBVo0lBDxi/AvFBvw=="
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Seal_AndOpen_AgreeWithAnotherImplementation(byte[] ephemeral, byte[] recipient, string text, string purpose, string box)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        PublicKey key = PublicOf(recipient);

        Assert.Equal(box, SealedBox.Seal(Encoding.UTF8.GetBytes(text), key, Encoding.UTF8.GetBytes(purpose), ephemeral));
        Assert.True(SealedBox.TryOpen(box, key, AgreementOf(recipient), Encoding.UTF8.GetBytes(purpose), out byte[]? opened));
        Assert.Equal(text, Encoding.UTF8.GetString(opened));
        Assert.Equal(new byte[32], ephemeral);
    }

    [Fact]
    public void TryOpen_Fails_WhenAnyBitIsFlipped()
    {
        byte[] recipient = Range(100);
        byte[] box = Convert.FromBase64String(Vectors.First().Data.Item5);
        for (int bit = 0; bit < box.Length * 8; bit++)
        {
            byte[] copy = [.. box];
            copy[bit / 8] ^= (byte)(1 << (bit % 8));

            // The highest bit of a point is ignored (RFC 7748, section 5), but salts the key.
            Assert.False(SealedBox.TryOpen(Convert.ToBase64String(copy), PublicOf(recipient), AgreementOf(recipient), "meshgate turn credentials v1"u8, out _));
        }
    }

    [Fact]
    public void TryOpen_Fails_ForOthersAndOtherPurposes()
    {
        string box = TurnCredentialBox.Seal("user", "password", PublicOf(Range(100)))!;

        Assert.True(TurnCredentialBox.TryOpen(box, PublicOf(Range(100)), AgreementOf(Range(100)), out string? user, out string? password));
        Assert.Equal(("user", "password"), (user, password));
        Assert.False(TurnCredentialBox.TryOpen(box, PublicOf(Range(50)), AgreementOf(Range(50)), out _, out _));
        Assert.False(SealedBox.TryOpen(box, PublicOf(Range(100)), AgreementOf(Range(100)), "another"u8, out _));
        Assert.NotEqual(box, TurnCredentialBox.Seal("user", "password", PublicOf(Range(100))));
    }

    [Fact]
    public void Seal_Refuses_AKeyOfLowOrder()
        => Assert.Null(TurnCredentialBox.Seal("user", "password", PublicKey.FromBytes([1, .. new byte[31]])));

    [Property(MaxTest = 500)]
    public void TryOpen_Survives_AnyText(string text, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Assert.False(SealedBox.TryOpen(text, PublicOf(Range(100)), AgreementOf(Range(100)), default, out _));
        Assert.False(SealedBox.TryOpen(Convert.ToBase64String([1, .. bytes]), PublicOf(Range(100)), AgreementOf(Range(100)), default, out _));
        Assert.False(SealedBox.TryOpen(Convert.ToBase64String(new byte[5000]), PublicOf(Range(100)), AgreementOf(Range(100)), default, out _));
    }

    private static byte[] Range(int start) => [.. Enumerable.Range(start, 32).Select(i => (byte)i)];

    private static PublicKey PublicOf(byte[] scalar)
    {
        byte[] point = new byte[32];
        X25519.ScalarMultBase(scalar, 0, point, 0);
        return PublicKey.FromBytes(point);
    }

    private static SealedBox.Agreement AgreementOf(byte[] scalar) => (peer, secret) =>
    {
        byte[] point = new byte[32];
        peer.CopyTo(point);
        return X25519.CalculateAgreement(scalar, point, secret);
    };
}

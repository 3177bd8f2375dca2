using System.Text;
using FsCheck.Xunit;
using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Tests.PathChecks;

public sealed class PeerTagTests
{
    // The first 9 bytes of the SHA-256 of Alice's public key (RFC 7748, section 6.1), computed with Python.
    private static readonly PublicKey Alice = PublicKey.Parse("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=");

    [Fact]
    public void Of_IsTheBeginningOfTheHash() => Assert.Equal("MAyclgO5Kks5", PeerTag.Of(Alice).ToString());

    [Fact]
    public void TryParse_RoundTrips()
    {
        Assert.True(PeerTag.TryParse("MAyclgO5Kks5"u8, out PeerTag tag));
        Assert.Equal(PeerTag.Of(Alice), tag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MAyclgO5Kks")]
    [InlineData("MAyclgO5Kks55")]
    [InlineData("MAyclgO5Kk+5")]
    [InlineData("MAyclgO5Kk =")]
    [InlineData("MAyclgO5 ks5")]
    public void TryParse_IsRefused_WhenTheTextIsNoTag(string text) => Assert.False(PeerTag.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("AQIDBAUGBwg", true)]
    [InlineData("AQIDBAUGBwh", false)]
    [InlineData("AQIDBAUGBw", false)]
    [InlineData("AQIDBAUGBwg=", false)]
    [InlineData("AQIDBAUGB==", false)]
    public void SessionIdTryParse_TakesOneSpelling(string text, bool valid) =>
        Assert.Equal(valid, SessionId.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Property]
    public bool SessionId_RoundTrips(long value)
    {
        SessionId session = SessionId.FromBytes(BitConverter.GetBytes(value));
        return SessionId.TryParse(Encoding.ASCII.GetBytes(session.ToString()), out SessionId parsed) && parsed == session;
    }

    [Property]
    public bool TryParse_NeverThrows_ForAnyBytes(byte[] text) =>
        (PeerTag.TryParse(text, out _) | SessionId.TryParse(text, out _)) || true;
}

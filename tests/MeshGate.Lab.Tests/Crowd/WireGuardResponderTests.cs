using MeshGate.Lab.Crowd;
using MeshGate.Traversal.Keys;

namespace MeshGate.Lab.Tests.Crowd;

/// <summary>The answering end takes nothing that is not meant for it. That it understands WireGuard itself is shown by scenarios with crowds.</summary>
public sealed class WireGuardResponderTests : IDisposable
{
    private readonly PrivateKey _own = Key(1);
    private readonly PrivateKey _peer = Key(2);

    [Fact]
    public void TryAnswer_RefusesRandomBytes()
    {
        var responder = new WireGuardResponder(_own, _peer.PublicKey);
        var random = new Random(5);
        var response = new byte[WireGuardResponder.ResponseLength];
        for (var i = 0; i < 500; i++)
        {
            var message = new byte[random.Next(4) == 0 ? random.Next(200) : WireGuardResponder.InitiationLength];
            random.NextBytes(message);
            new byte[] { WireGuardResponder.Initiation, 0, 0, 0 }.AsSpan(0, Math.Min(4, message.Length)).CopyTo(message);
            Assert.False(responder.TryAnswer(message, 1, response, out _));
        }

        Assert.All(response, b => Assert.Equal(0, b));
    }

    [Fact]
    public void Session_OpensWhatTheOtherEndSealed_AndNothingThatWasChanged()
    {
        using var one = new WireGuardSession(1, 2, receiving: new byte[32], sending: [.. Enumerable.Repeat((byte)9, 32)]);
        using var other = new WireGuardSession(2, 1, receiving: [.. Enumerable.Repeat((byte)9, 32)], sending: new byte[32]);
        var packet = new byte[200];
        var plain = new byte[200];
        var length = one.Seal([1, 2, 3], packet);

        Assert.Equal(16 + WireGuardSession.Overhead, length);
        Assert.Equal(other.Index, WireGuardSession.IndexOf(packet.AsSpan(0, length)));
        Assert.True(other.TryOpen(packet.AsSpan(0, length), plain, out var opened));
        Assert.Equal([1, 2, 3, 0], plain[..4]);
        Assert.Equal(16, opened);
        packet[length - 1] ^= 1;
        Assert.False(other.TryOpen(packet.AsSpan(0, length), plain, out _));
        Assert.False(other.TryOpen(packet.AsSpan(0, 10), plain, out _));
    }

    public void Dispose()
    {
        _own.Dispose();
        _peer.Dispose();
    }

    private static PrivateKey Key(byte seed) => PrivateKey.FromBytes([.. Enumerable.Repeat(seed, PrivateKey.Length)]);
}

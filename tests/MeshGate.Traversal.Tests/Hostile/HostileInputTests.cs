using System.Diagnostics.CodeAnalysis;
using FsCheck.Xunit;
using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Tests.Stun;
using MeshGate.Traversal.Tests.Turn;

namespace MeshGate.Traversal.Tests.Hostile;

public sealed class HostileInputTests(ITestOutputHelper output) : IDisposable
{
    private const int FuzzSeed = 20240917;
    private static readonly TimeSpan FuzzLimit = TimeSpan.FromSeconds(10);

    private readonly Prober _prober = new();

    public void Dispose() => _prober.Dispose();

    [Property(MaxTest = 1000)]
    public void Readers_Survive_AnyBytes(byte[] datagram) => _prober.Feed(datagram);

    [Property(MaxTest = 1000)]
    public void Readers_Survive_AnyBytesBehindAValidHeader(byte[] body)
    {
        int length = body.Length & ~3;
        _prober.Feed([.. Vectors.Bytes($"0001{length:x4}2112a442000102030405060708090a0b"), .. body.AsSpan(0, length)]);
    }

    [Fact]
    public void Parser_RefusesEveryTruncation_OfAValidMessage()
    {
        foreach (byte[] message in Vectors.All.Concat(_prober.Genuine))
        {
            Assert.True(_prober.Feed(message));
            for (int length = 0; length < message.Length; length++)
            {
                Assert.False(_prober.Feed(message.AsSpan(0, length)));
            }
        }
    }

    [Fact]
    public void Integrity_FailsForEveryBitFlip_InWhatItCovers()
    {
        foreach (byte[] message in Vectors.All)
        {
            int covered = Covered(message);
            for (int bit = 0; bit < covered * 8; bit++)
            {
                byte[] copy = [.. message];
                copy[bit / 8] ^= (byte)(1 << (bit % 8));
                _prober.Feed(copy);
                Assert.False(VerifiesWithAnyKey(copy), $"Bit {bit} of {Convert.ToHexString(message)}.");
            }
        }
    }

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    public void Readers_Survive_MutatedMessages()
    {
        var budget = new FuzzBudget(FuzzLimit);
        using var prober = new Prober(budget);
        byte[][] seeds = [.. Vectors.All, .. TurnVectors.All, .. prober.Genuine, .. CorpusTests.Datagrams];
        var random = new Random(FuzzSeed);
        var mutator = new Mutator(random);
        Action<byte[]> feed = datagram => prober.Feed(datagram);
        while (budget.IsLeft)
        {
            budget.Feed(mutator.Mutate(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)]), feed);
        }

        budget.Report(output);
        Assert.True(budget.ReadBy("STUN message") > budget.Made / 20, "The mutations hardly reach beyond the header.");
    }

    private static int Covered(byte[] message)
    {
        Assert.True(StunMessageParser.TryParse(message, out StunMessage parsed, out _));
        return parsed.FingerprintOffset > 0 ? parsed.FingerprintOffset : message.Length;
    }

    private static bool VerifiesWithAnyKey(byte[] datagram) =>
        StunMessageParser.TryParse(datagram, out StunMessage message, out _)
        && (MessageIntegrity.Verify(message, Vectors.ShortTermKey)
            || MessageIntegrity.Verify(message, Vectors.LongTermKey)
            || MessageIntegritySha256.Verify(message, Vectors.LongTermKeySha256)
            || MessageIntegritySha256.Verify(message, Vectors.OwnKey, MessageIntegritySha256.MinLength));
}

using System.Diagnostics.CodeAnalysis;
using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.Tests.Turn;
using MeshGate.Traversal.Turn;

namespace MeshGate.Traversal.Tests.Hostile;

/// <summary>A server's TCP stream: whatever it says, and in whatever pieces it comes, frames are whole, bounded and what they claim to be.</summary>
public sealed class TurnFramingHostileTests(ITestOutputHelper output)
{
    private const int FuzzSeed = 12_5;
    private static readonly TimeSpan FuzzLimit = TimeSpan.FromSeconds(4);

    public static TheoryData<string> Files => [.. CorpusTests.Read("Streams").Select(input => input.Name)];

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    public void Deframer_Survives_MutatedStreams()
    {
        byte[][] seeds = [.. TurnVectors.All, .. CorpusTests.Datagrams, .. CorpusTests.Read("Streams").Select(input => input.Bytes), Channel(0x4000, 0), Channel(0x4fff, 5), Channel(0x4001, 2049), Channel(0x4001, 1200)];
        var random = new Random(FuzzSeed);
        var mutator = new Mutator(random);
        var budget = new FuzzBudget(FuzzLimit);
        var deframer = new TurnDeframer();
        Action<byte[]> feed = piece =>
        {
            deframer = deframer.IsBroken ? new TurnDeframer() : deframer;
            budget.Count("TURN framing over TCP", Cut(deframer, piece, random.Next(1, 600)));
        };
        while (budget.IsLeft)
        {
            byte[] seed = seeds[random.Next(seeds.Length)];
            budget.Feed(random.Next(3) > 0 ? seed : mutator.Mutate(seed, seeds[random.Next(seeds.Length)]), feed);
        }

        budget.Report(output);
        Assert.True(budget.ReadBy("TURN framing over TCP") > budget.Made / 20, "Hardly a stream stays whole.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Deframer_Survives_TheCorpus(string file)
    {
        byte[] stream = CorpusTests.Read("Streams").Single(input => input.Name == file).Bytes;
        Assert.Equal(file.StartsWith("wellformed-", StringComparison.Ordinal), Cut(new TurnDeframer(), stream, stream.Length));
        _ = Cut(new TurnDeframer(), stream, 1);
    }

    private static bool Cut(TurnDeframer deframer, byte[] piece, int chunk)
    {
        bool isAny = false;
        for (int at = 0; at < piece.Length && !deframer.IsBroken;)
        {
            Memory<byte> free = deframer.Free;
            if (free.Length < TurnDeframer.MaxFrame)
            {
                throw new InvalidOperationException("The buffer ran full.");
            }

            int size = Math.Min(Math.Min(piece.Length - at, free.Length), chunk);
            piece.AsMemory(at, size).CopyTo(free);
            deframer.Received(size);
            at += size;
            while (deframer.TryNext(out ReadOnlySpan<byte> frame))
            {
                isAny = true;
                bool isChannel = ChannelData.TryRead(frame, out _, out ReadOnlySpan<byte> data) && data.Length == frame.Length - TurnConstants.ChannelHeaderLength;
                if (frame.Length > TurnDeframer.MaxFrame || (!isChannel && (frame.Length < 20 || frame[0] > 0x3f)))
                {
                    throw new InvalidOperationException("That is no frame.");
                }
            }
        }

        return isAny;
    }

    private static byte[] Channel(int number, int length) =>
        [(byte)(number >> 8), (byte)number, (byte)(length >> 8), (byte)length, .. new byte[(length + 3) & ~3]];
}

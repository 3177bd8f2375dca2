using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace MeshGate.Tests.Fuzzing;

/// <summary>Makes hostile inputs of valid ones; repeatable for a given source of randomness.</summary>
/// <param name="random">The source.</param>
/// <param name="isText">Whether they are text rather than messages with STUN's header.</param>
[SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
internal sealed class Mutator(Random random, bool isText = false)
{
    private static readonly byte[] Interesting = [0x00, 0x01, 0x03, 0x04, 0x08, 0x20, 0x7f, 0x80, 0xff];

    public byte[] Mutate(byte[] seed, byte[] other)
    {
        List<byte> bytes = [.. seed];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            Once(bytes, other);
        }

        byte[] result = [.. bytes];
        if (!isText && result.Length >= 20 && random.Next(2) == 0)
        {
            // Most mutations break the length; mending it lets them get past the header.
            Array.Resize(ref result, result.Length & ~3);
            BinaryPrimitives.WriteUInt16BigEndian(result.AsSpan(2), (ushort)(result.Length - 20));
        }

        return result;
    }

    private void Once(List<byte> bytes, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        int rest = bytes.Count - at;
        switch (random.Next(7))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                bytes[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                bytes.RemoveRange(at, random.Next(Math.Min(rest, 64) + 1));
                break;
            case 3:
                bytes.InsertRange(at, Enumerable.Repeat(Interesting[random.Next(Interesting.Length)], random.Next(64)));
                break;
            case 4 when other.Length > 20:
                // Attributes of another message, so that duplicates and odd orders come up.
                int from = 20 + (random.Next((other.Length - 20) / 4) * 4);
                bytes.InsertRange(Math.Min(bytes.Count, at & ~3), other[from..]);
                break;
            case 5 when rest > 3:
                BinaryPrimitives.WriteUInt16BigEndian(Two, (ushort)random.Next(0x10000));
                bytes[at & ~3] = Two[0];
                bytes[(at & ~3) + 1] = Two[1];
                break;
            default:
                bytes.AddRange(Enumerable.Repeat((byte)0, 4 * random.Next(20)));
                break;
        }
    }

    private byte[] Two { get; } = new byte[2];
}

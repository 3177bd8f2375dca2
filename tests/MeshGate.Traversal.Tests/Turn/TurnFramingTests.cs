using System.Buffers.Binary;
using FsCheck.Xunit;
using MeshGate.Traversal.Turn;

namespace MeshGate.Traversal.Tests.Turn;

public sealed class TurnFramingTests
{
    [Theory]
    [InlineData("40000000", true)]
    [InlineData("4fff0001aa", true)]
    [InlineData("40000001aa000000", true)]
    [InlineData("40000002aa", false)]
    [InlineData("400000", false)]
    [InlineData("50000000", false)]
    [InlineData("3fff0000", false)]
    [InlineData("", false)]
    public void ChannelData_TryRead_TakesWholeOnes(string hex, bool expected) =>
        Assert.Equal(expected, ChannelData.TryRead(Convert.FromHexString(hex), out _, out _));

    [Property(MaxTest = 300)]
    public void Deframer_CutsTheSameFrames_WhateverTheChunks(byte[] sizes, byte[] chunks)
    {
        List<byte[]> frames = [.. sizes.Select((size, i) => i % 3 == 0 ? TurnVectors.All[size % TurnVectors.All.Length] : Channel(0x4000 + i % 0xfff, size * 7))];
        byte[] stream = [.. frames.SelectMany(Padded)];

        Assert.Equal(frames, Cut(stream, chunks));
    }

    [Theory]
    [InlineData(2049)]
    [InlineData(65535)]
    public void Deframer_SkipsWhatIsTooLong_AndGoesOn(int length)
    {
        byte[][] wanted = [Channel(0x4001, 10), Channel(0x4002, 2048)];
        byte[] stream = [.. Padded(wanted[0]), .. Padded(Channel(0x4003, length)), .. Padded(wanted[1])];

        Assert.Equal(wanted, Cut(stream, [200]));
        Assert.Equal(wanted, Cut(stream, [1, 3]));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("50000000")]
    [InlineData("0001000300000000")]
    [InlineData("000100040000000000000000")]
    public void Deframer_IsBroken_ByAnythingElse(string hex)
    {
        var deframer = new TurnDeframer();
        Convert.FromHexString(hex).CopyTo(deframer.Free);
        deframer.Received(hex.Length / 2);

        Assert.False(deframer.TryNext(out _));
        Assert.True(deframer.IsBroken);
    }

    [Property(MaxTest = 1000)]
    public void Deframer_Survives_AnyBytes(byte[] stream, byte[] chunks) => Cut(stream, chunks);

    private static List<byte[]> Cut(byte[] stream, byte[] chunks)
    {
        var deframer = new TurnDeframer();
        List<byte[]> frames = [];
        for (int at = 0, i = 0; at < stream.Length && !deframer.IsBroken; i++)
        {
            Memory<byte> free = deframer.Free;
            Assert.True(free.Length >= TurnDeframer.MaxFrame);
            int size = Math.Min(Math.Min(stream.Length - at, free.Length), chunks.Length == 0 ? 1000 : 1 + chunks[i % chunks.Length]);
            stream.AsMemory(at, size).CopyTo(free);
            deframer.Received(size);
            at += size;
            while (deframer.TryNext(out ReadOnlySpan<byte> frame))
            {
                frames.Add(frame.ToArray());
            }
        }

        return frames;
    }

    private static byte[] Padded(byte[] frame) => ChannelData.IsChannelData(frame) ? [.. frame, .. new byte[-frame.Length & 3]] : frame;

    private static byte[] Channel(int number, int length)
    {
        byte[] frame = new byte[4 + length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)number);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)length);
        return frame;
    }
}

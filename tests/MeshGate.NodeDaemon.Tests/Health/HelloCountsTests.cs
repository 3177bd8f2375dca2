using System.Net;
using MeshGate.NodeDaemon.Health;

namespace MeshGate.NodeDaemon.Tests.Health;

public sealed class HelloCountsTests
{
    private static readonly IPAddress Peer = IPAddress.Parse("100.96.0.2");
    private readonly HelloCounts _counts = new();

    [Fact]
    public void BytesOf_IsWhatWireGuardCounts()
    {
        Add(Peer, 3);
        Add(IPAddress.Parse("fd00::2"), 2);
        Assert.Equal(3 * 96, _counts.BytesOf(Peer));
        Assert.Equal(2 * 112, _counts.BytesOf(IPAddress.Parse("fd00::2")));
        Assert.Equal(0, _counts.BytesOf(IPAddress.Parse("100.96.0.3")));
    }

    [Fact]
    public void Add_FillsNothing_WhenAPeerSendsFromEachAddressOfItsNetworks()
    {
        Add(Peer, 1);
        for (var address = 0; address < 10_000; address++)
        {
            Add(new IPAddress([10, 0, (byte)(address >> 8), (byte)address]), 1);
        }

        Add(Peer, 1);
        Assert.Equal(2 * 96, _counts.BytesOf(Peer));
        Add(IPAddress.Parse("100.96.0.3"), 1, isWatched: true);
        Assert.Equal(96, _counts.BytesOf(IPAddress.Parse("100.96.0.3")));
        Assert.Equal(0, _counts.BytesOf(new IPAddress([10, 0, 9999 >> 8, 9999 & 255])));
    }

    private void Add(IPAddress address, int times, bool isWatched = false)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        for (var i = 0; i < times; i++)
        {
            _counts.Add(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), isWatched);
        }
    }
}

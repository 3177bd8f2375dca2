using MeshGate.Core.Health;
using MeshGate.Lab.Crowd;
using MeshGate.Traversal.Hellos;

namespace MeshGate.Lab.Tests.Crowd;

/// <summary>What a member of a crowd makes of packets that come out of its tunnel. Checksums of the requests are tcpdump's.</summary>
public sealed class TunnelPacketTests
{
    // 100.96.0.1 > 100.96.0.2: ICMP echo request, id 1, seq 2, 4 bytes of payload.
    private const string Echo = "4500002000004000400171dc64600001646000020800f3f80001000201020304";

    [Fact]
    public void TryAnswerEcho_SwapsTheEndsAndKeepsTheSumsRight()
    {
        var packet = Convert.FromHexString(Echo);
        Array.Copy(Checksum(packet.AsSpan(20), 2), 0, packet, 22, 2);

        Assert.True(TunnelPacket.TryAnswerEcho(packet));

        Assert.Equal([100, 96, 0, 2, 100, 96, 0, 1], packet[12..20]);
        Assert.Equal(0, packet[20]);
        Assert.Equal(Checksum(packet.AsSpan(20), 2), packet[22..24]);
        Assert.False(TunnelPacket.TryAnswerEcho(packet));
    }

    [Fact]
    public void Turn_MakesAHelloOneBack()
    {
        var packet = new byte[28 + HelloCodec.Length];
        packet[0] = 0x45;
        packet[3] = (byte)packet.Length;
        packet[9] = 17;
        new byte[] { 100, 96, 0, 1, 100, 96, 0, 2 }.CopyTo(packet, 12);
        new byte[] { 0x12, 0x34, HelloCodec.Port >> 8, HelloCodec.Port & 0xff, 0, 8 + HelloCodec.Length, 0, 0 }.CopyTo(packet, 20);
        var hello = new Hello { Session = 7, Sequence = 9, Interval = TimeSpan.FromMilliseconds(100) };
        HelloCodec.Write(packet.AsSpan(28), hello);
        Assert.True(HelloCodec.TryRead(TunnelPacket.HelloIn(TunnelPacket.Trim([.. packet, 0, 0, 0])), out var read));
        Assert.Equal(hello, read);

        TunnelPacket.Turn(packet);
        TunnelPacket.Sum(packet);

        Assert.Equal([100, 96, 0, 2, 100, 96, 0, 1], packet[12..20]);
        Assert.Equal(0x1234, (packet[22] << 8) | packet[23]);
        byte[] pseudo = [.. packet[12..20], 0, 17, 0, 8 + HelloCodec.Length, .. packet[20..]];
        Assert.Equal(packet[26..28], Checksum(pseudo, 12 + 6));
    }

    [Theory]
    [InlineData("")]
    [InlineData("45")]
    [InlineData("4500ffff00000000401100000000000000000000")]
    [InlineData("6000000000400000000000000000000000000000")]
    public void Trim_LeavesNothingOfWhatIsCutOff(string hex)
    {
        var packet = TunnelPacket.Trim(Convert.FromHexString(hex));

        Assert.True(packet.IsEmpty);
        Assert.True(TunnelPacket.HelloIn(packet).IsEmpty);
        Assert.False(TunnelPacket.TryAnswerEcho(packet));
    }

    // RFC 1071, written the slow way, with the field itself taken as zero.
    private static byte[] Checksum(ReadOnlySpan<byte> data, int at)
    {
        var sum = 0;
        for (var i = 0; i < data.Length; i++)
        {
            var value = i == at || i == at + 1 ? 0 : data[i];
            sum += i % 2 == 0 ? value << 8 : value;
        }

        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return [(byte)(~sum >> 8), (byte)~sum];
    }
}

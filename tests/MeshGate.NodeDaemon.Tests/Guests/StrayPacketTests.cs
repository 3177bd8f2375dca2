using System.Net;
using MeshGate.NodeDaemon.Guests;

namespace MeshGate.NodeDaemon.Tests.Guests;

public sealed class StrayPacketTests
{
    [Theory]
    [InlineData("100.96.0.1", "100.96.0.9")]
    [InlineData("fd00::1", "fd00::9")]
    public void TryReadDestination_ReadsWhereAPacketIsToGo(string from, string to)
    {
        Assert.True(StrayPacket.TryReadDestination(StrayPackets.Udp(from, to), out var destination));
        Assert.Equal(IPAddress.Parse(to), destination);
    }

    [Fact]
    public void TryReadDestination_LeavesAloneWhatIsNoIpPacket_WhereverItEnds()
    {
        foreach (var whole in new[] { StrayPackets.Udp("100.96.0.1", "100.96.0.9")[..20], StrayPackets.Udp("fd00::1", "fd00::9")[..40] })
        {
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.False(StrayPacket.TryReadDestination(whole.AsSpan(0, length), out _));
                Assert.Null(StrayPacket.Unreachable(whole.AsSpan(0, length)));
            }
        }

        byte[] shortHeader = [.. StrayPackets.Udp("100.96.0.1", "100.96.0.9")];
        shortHeader[0] = 0x44;
        Assert.False(StrayPacket.TryReadDestination(shortHeader, out _));
        shortHeader[0] = 0x4f;
        Assert.False(StrayPacket.TryReadDestination(shortHeader, out _));
        shortHeader[0] = 0x55;
        Assert.False(StrayPacket.TryReadDestination(shortHeader, out _));
    }

    [Fact]
    public void Unreachable_AnswersTheSender_AsIfFromTheDestination_WithTheBeginningOfWhatItSent()
    {
        var packet = StrayPackets.Udp("100.96.0.1", "100.96.0.9");
        var answer = StrayPacket.Unreachable(packet)!;
        Assert.Equal(("100.96.0.9", "100.96.0.1"), (new IPAddress(answer[12..16]).ToString(), new IPAddress(answer[16..20]).ToString()));
        Assert.Equal((1, 3, 1), (answer[9], answer[20], answer[21]));
        Assert.Equal(packet[..28], answer[28..]);
        Assert.Equal(answer.Length, (answer[2] << 8) | answer[3]);
        Assert.Equal((0xffff, 0xffff), (Sum(answer.AsSpan(0, 20)), Sum(answer.AsSpan(20))));
    }

    [Fact]
    public void Unreachable_AnswersOverIPv6_WithinTheLeastMtu()
    {
        var packet = StrayPackets.Make("fd00::1", "fd00::9", 17, new byte[200]);
        byte[] large = [.. packet, .. new byte[2000]];
        var answer = StrayPacket.Unreachable(large)!;
        Assert.Equal(1280, answer.Length);
        Assert.Equal(("fd00::9", "fd00::1"), (new IPAddress(answer[8..24]).ToString(), new IPAddress(answer[24..40]).ToString()));
        Assert.Equal((58, 1, 3), (answer[6], answer[40], answer[41]));
        byte[] pseudo = [.. answer[8..40], 0, 0, (byte)((answer.Length - 40) >> 8), (byte)(answer.Length - 40), 0, 0, 0, 58];
        Assert.Equal(0xffff, Sum([.. pseudo, .. answer[40..]]));
    }

    [Theory]
    [InlineData("100.96.0.1", "100.96.0.9", 1, 3, false)]
    [InlineData("100.96.0.1", "100.96.0.9", 1, 8, true)]
    [InlineData("fd00::1", "fd00::9", 58, 1, false)]
    [InlineData("fd00::1", "fd00::9", 58, 128, true)]
    [InlineData("fd00::1", "ff02::1", 17, 0, false)]
    public void Unreachable_AnswersNoErrorsAndNoMulticast(string from, string to, byte protocol, byte type, bool isAnswered)
        => Assert.Equal(isAnswered, StrayPacket.Unreachable(StrayPackets.Make(from, to, protocol, [type, 0, 0, 0, 0, 0, 0, 0])) is not null);

    [Fact]
    public void Unreachable_AnswersTheFirstFragmentAlone()
    {
        var later = StrayPackets.Udp("100.96.0.1", "100.96.0.9");
        later[7] = 1;
        Assert.Null(StrayPacket.Unreachable(later));
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            sum += (bytes[i] << 8) | (i + 1 < bytes.Length ? bytes[i + 1] : 0);
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return sum;
    }
}

using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Tests.Network;

public sealed class NftCountersTests
{
    /// <summary>What the kernel answered for a counter "route0" of a table "t" that had counted 2 packets of 168 bytes.</summary>
    private const string Answer = """
        60000000 120a0000 00000000 470d0000 01000002 06000100 74000000 0b000200 726f757465300000 08000300 00000001
        0c000600 0000000000000001 08000500 00000001 1c000400 0c000100 00000000000000a8 0c000200 0000000000000002
        """;

    [Fact]
    public void Request_NamesTableCounterAndKind()
        => Assert.Equal(
            "30000000 130A0100 00000000 00000000 01000000 06000100 74000000 0B000200 726F757465300000 08000300 00000001".Replace(" ", string.Empty, StringComparison.Ordinal),
            Convert.ToHexString(NftCounters.Request("t", "route0")));

    [Fact]
    public void PacketsIn_ReadsTheNumber() => Assert.Equal(2, NftCounters.PacketsIn(Bytes()));

    [Fact]
    public void PacketsIn_IsNull_WhenTheKernelRefuses()
    {
        // NLMSG_ERROR, ENOENT, and the question.
        byte[] refusal = [68, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0x47, 0x0d, 0, 0, 0xfe, 0xff, 0xff, 0xff, .. NftCounters.Request("t", "route0")];
        Assert.Null(NftCounters.PacketsIn(refusal));
    }

    [Fact]
    public void PacketsIn_IsNull_OrTheNumber_ForAnythingCutOrChanged()
    {
        var answer = Bytes();
        for (var length = 0; length < answer.Length; length++)
        {
            Assert.Null(NftCounters.PacketsIn(answer.AsSpan(0, length)));
        }

        for (var i = 0; i < answer.Length; i++)
        {
            foreach (var value in (byte[])[0, 1, 3, 0x7f, 0xff])
            {
                byte[] changed = [.. answer];
                changed[i] = value;
                _ = NftCounters.PacketsIn(changed);
            }
        }
    }

    private static byte[] Bytes() => Convert.FromHexString(string.Concat(Answer.Where(char.IsAsciiHexDigit)));
}

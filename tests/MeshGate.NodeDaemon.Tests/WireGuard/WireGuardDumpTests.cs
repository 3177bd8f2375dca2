using MeshGate.NodeDaemon.WireGuard;

namespace MeshGate.NodeDaemon.Tests.WireGuard;

public sealed class WireGuardDumpTests
{
    private const string Key = "KioqKioqKioqKioqKioqKioqKioqKioqKioqKioqKio=";

    [Fact]
    public void Parse_ReadsDeviceAndPeers()
    {
        var dump = $"(hidden)\t{Key}\t51820\t0x51\n"
            + $"{Key}\t(none)\t[2001:db8::1]:51820\t100.96.0.2/32,fd6d::2/128\t1700000000\t12\t34\t10\n"
            + $"{Key}\t(none)\t(none)\t(none)\t0\t0\t0\toff\n";

        var state = WireGuardDump.Parse(dump);

        Assert.Equal(Key, state.PublicKey.ToString());
        Assert.Equal((51820, 0x51u), (state.ListenPort, state.FwMark));
        Assert.Equal("[2001:db8::1]:51820", state.Peers[0].Endpoint!.ToString());
        Assert.Equal(2, state.Peers[0].AllowedIPs.Length);
        Assert.Equal(1700000000, state.Peers[0].LatestHandshake!.Value.ToUnixTimeSeconds());
        Assert.Equal(10, state.Peers[0].PersistentKeepalive);
        Assert.Null(state.Peers[1].Endpoint);
        Assert.Null(state.Peers[1].LatestHandshake);
    }

    [Fact]
    public void Parse_HasNoKey_WhenTheDeviceIsFresh()
    {
        var state = WireGuardDump.Parse("(none)\t(none)\t0\toff\n");

        Assert.Null(state.PublicKey);
        Assert.Equal((0, 0u), (state.ListenPort, state.FwMark));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb\n")]
    [InlineData("(none)\t(none)\t0\toff\nx\ty\n")]
    public void Parse_Refuses_WhenItIsNoDump(string text) => Assert.Throws<FormatException>(() => WireGuardDump.Parse(text));
}

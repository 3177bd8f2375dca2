using System.Net;
using MeshGate.Lab.Demo;

namespace MeshGate.Lab.Tests.Demo;

public sealed class WireGuardDumpTests
{
    [Fact]
    public void Peers_ReadsThem_WithAndWithoutEndpoint()
    {
        const string Dump =
            "private\tpublic\t51820\t0x4d47\n"
            + "key1\t(none)\t203.0.113.10:51820\t100.96.0.2/32,fd6d::2/128\t1700000000\t12\t34\t25\n"
            + "key2\t(none)\t(none)\t(none)\t0\t0\t0\toff\n";

        var peers = WireGuardDump.Peers(Dump);

        Assert.Equal(2, peers.Count);
        Assert.Equal("203.0.113.10:51820", peers[0].Endpoint);
        Assert.Equal([IPAddress.Parse("100.96.0.2"), IPAddress.Parse("fd6d::2")], peers[0].Addresses);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), peers[0].LastHandshake);
        Assert.Null(peers[1].Endpoint);
        Assert.Empty(peers[1].Addresses);
        Assert.Null(peers[1].LastHandshake);
    }

    [Theory]
    [InlineData("")]
    [InlineData("private\tpublic\t51820\toff\n")]
    [InlineData("no dump at all")]
    public void Peers_AreNone_WhereTheDumpHasNone(string dump) => Assert.Empty(WireGuardDump.Peers(dump));
}

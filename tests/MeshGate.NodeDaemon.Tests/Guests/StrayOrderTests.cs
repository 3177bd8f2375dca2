using System.Net;
using MeshGate.NodeDaemon.Guests;

namespace MeshGate.NodeDaemon.Tests.Guests;

public sealed class StrayOrderTests
{
    [Theory]
    [InlineData("100.96.0.0/16", "100.96.0.0/17,100.96.128.0/17")]
    [InlineData("100.96.0.4/30", "100.96.0.4/31,100.96.0.6/31")]
    [InlineData("0.0.0.0/0", "0.0.0.0/1,128.0.0.0/1")]
    [InlineData("fd6d:6573:6867::/64", "fd6d:6573:6867::/65,fd6d:6573:6867:0:8000::/65")]
    [InlineData("100.96.0.1/32", "")]
    public void Halves_GoBeforeTheWhole(string network, string halves)
        => Assert.Equal(halves, string.Join(',', new StrayOrder { Networks = [IPNetwork.Parse(network)] }.Halves()));

    [Theory]
    [InlineData("meshgate0", "meshgate0-x")]
    [InlineData("a-name-of-fiftn", "a-name-of-fif-x")]
    public void NameFor_StaysWithinWhatLinuxTakes(string tunnel, string name) => Assert.Equal(name, StrayTrap.NameFor(tunnel));
}

using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Tests.Network;

public sealed class PodInterfacesTests
{
    [Theory]
    [InlineData("cni0")]
    [InlineData("veth8ed8b3af")]
    [InlineData("docker0")]
    [InlineData("br-3f2a9c01d4e5")]
    [InlineData("cali1234567890a")]
    [InlineData("cilium_host")]
    [InlineData("flannel.1")]
    [InlineData("kube-ipvs0")]
    public void Contains_IsTrue_WhereOnlyPodsAndServicesAre(string name) => Assert.True(PodInterfaces.Contains(name));

    [Theory]
    [InlineData("eth0")]
    [InlineData("ens5")]
    [InlineData("enp1s0")]
    [InlineData("wlan0")]
    [InlineData("bond0")]
    [InlineData("br0")]
    [InlineData("br-lan")]
    [InlineData("wwan0")]
    public void Contains_IsFalse_WhereTheWorldIs(string name) => Assert.False(PodInterfaces.Contains(name));
}

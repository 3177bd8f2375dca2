using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Tests.Machines;

public sealed class KernelWireGuardTests
{
    [Theory]
    [InlineData("""[{"ifname":"wg0","linkinfo":{"info_kind":"wireguard"}}]""", "wireguard")]
    [InlineData("""[{"ifname":"wg0","linkinfo":{"info_kind":"tun","info_data":{"type":"tun"}}}]""", "tun")]
    [InlineData("""[{"ifname":"lo"}]""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    [InlineData("""[{"linkinfo":7}]""", null)]
    public void KindOf_ReadsTheKind(string json, string? kind) => Assert.Equal(kind, KernelWireGuard.KindOf(json));
}

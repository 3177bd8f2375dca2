using MeshGate.NodeDaemon.Network;

namespace MeshGate.NodeDaemon.Tests.Network;

public sealed class InterfaceGlanceTests : IDisposable
{
    private const string Peer = "fd6d0000000000000000000000000002 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000400 00000001 00000000 00000001    mesh0\n";
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("meshgate-glance-");

    public InterfaceGlanceTests()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "mesh0"));
        Write("mesh0/mtu", "1380\n");
        Write("mesh0/flags", "0x1003\n");
        Write("route", "Iface\tDestination\tGateway \nmesh0\t00006064\t00000000\t0001\n");
        Write("ipv6_route", Peer);
        Write("if_inet6", "fd6d0000000000000000000000000001 09 80 00 80    mesh0\n");
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Of_StaysTheSame_WhileOnlyOthersAndCountersChange()
    {
        var before = Glance();
        Write("ipv6_route", Peer.Replace("00000001 00000000 00000001", "00000009 00000007 00000001", StringComparison.Ordinal));
        File.AppendAllText(Path.Combine(_root.FullName, "route"), "mesh01\t00006164\t00000000\t0001\neth0\t00000000\t010200C0\t0003\n");

        Assert.NotNull(before);
        Assert.Equal(before, Glance());
    }

    [Fact]
    public void Of_ReadsTheKernelsOwnFiles_WhichSayThatTheyAreLongerThanTheyAre()
    {
        Assert.NotNull(InterfaceGlance.Of("lo"));
        Assert.Equal(InterfaceGlance.Of("lo"), InterfaceGlance.Of("lo"));
    }

    [Theory]
    [InlineData("mesh0/mtu", "1280\n")]
    [InlineData("mesh0/flags", "0x1002\n")]
    [InlineData("route", "")]
    [InlineData("ipv6_route", "")]
    [InlineData("if_inet6", "")]
    public void Of_Differs_WhenTheInterfaceChanges(string file, string content)
    {
        var before = Glance();
        Write(file, content);

        Assert.NotEqual(before, Glance());
    }

    [Fact]
    public void Of_LooksWithoutIPv6_WhenTheKernelHasNone()
    {
        File.Delete(Path.Combine(_root.FullName, "ipv6_route"));
        File.Delete(Path.Combine(_root.FullName, "if_inet6"));

        Assert.NotNull(Glance());
    }

    [Fact]
    public void Of_SaysNothing_WhenThereIsNoInterface_OrTooMuchToRead_OrALineIsStrange()
    {
        Assert.Null(InterfaceGlance.Of("mesh1", _root.FullName, _root.FullName));
        Write("ipv6_route", "mesh0\n");
        Assert.Null(Glance());
        Write("ipv6_route", Peer);
        Write("route", new string('x', InterfaceGlance.Most + 1));
        Assert.Null(Glance());
    }

    private string? Glance() => InterfaceGlance.Of("mesh0", _root.FullName, _root.FullName);

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_root.FullName, file), content);
}

using System.Text.Json;
using MeshGate.Probing.Machines;

namespace MeshGate.Probing.Tests.Machines;

public sealed class MachineReaderTests : IDisposable
{
    private const string Udp = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("meshgate-machine");

    public MachineReaderTests()
    {
        Put("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        Put("proc/sys/net/ipv4/ip_forward", "1\n");
        Put("proc/sys/net/ipv6/conf/all/forwarding", "0\n");
        Put("proc/net/route", "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\nwlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\neth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\neth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n");
        Put("proc/net/udp", Udp + "  0: 00000000:CA6C 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 0\n");
        Put("proc/net/udp6", Udp);
        Put("sys/class/net/eth0/mtu", "1500\n");
        Put("sys/class/net/cilium_host/mtu", "1500\n");
        Put("usr/bin/ip", string.Empty);
        Put("usr/bin/wg", string.Empty);
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Read_SeesTheUplinkThePortAndWhatIsMissing()
    {
        MachineFacts facts = Read();

        Assert.Equal("6.1.0-18-amd64", facts.Kernel);
        Assert.Equal(("eth0", 1500), (facts.Uplink, facts.UplinkMtu));
        Assert.True(facts.IsListenPortTaken);
        Assert.True(facts.ForwardsIpv4);
        Assert.False(facts.ForwardsIpv6);
        Assert.Equal(["nft"], facts.MissingPrograms);
        Assert.Equal(["Cilium"], facts.PodNetworks);
        Assert.Null(facts.MeshInterface);
        Assert.False(facts.HasTun);
        Assert.False(Read(51821).IsListenPortTaken);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("sys/module/wireguard/refcnt", "0", true)]
    [InlineData("lib/modules/6.1.0-18-amd64/modules.dep", "kernel/drivers/net/wireguard/wireguard.ko: kernel/net/x.ko", true)]
    [InlineData("lib/modules/6.1.0-18-amd64/modules.builtin", "kernel/fs/ext4.ko", false)]
    public void Read_SeesWireGuard_WhereItCanBeSeen(string? file, string? text, bool? expected)
    {
        if (file is not null)
        {
            Put(file, text!);
        }

        Assert.Equal(expected, Read().HasWireGuard);
    }

    [Theory]
    [InlineData(false, "kernel")]
    [InlineData(true, "tun")]
    public void Read_SeesWhatCarriesTheTunnel(bool isTun, string expected)
    {
        Put("sys/class/net/meshgate0/mtu", "1380\n");
        if (isTun)
        {
            Put("sys/class/net/meshgate0/tun_flags", "0x1001\n");
        }

        Assert.Equal((expected, 1380), (Read().MeshInterface, Read().MeshMtu));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\u00ff\t\t\t\n\t:::\n")]
    [InlineData("Iface\n../../x\t00000000\tq\tFFFFFFFFFFFF\t\t\t\t00000000\n")]
    public void Read_TakesWhatMakesNoSenseAsNotThere(string text)
    {
        foreach (string file in new[] { "proc/net/route", "proc/net/udp", "proc/net/udp6", "proc/sys/kernel/osrelease", "sys/class/net/eth0/mtu" })
        {
            Put(file, text);
        }

        MachineFacts facts = Read();

        Assert.Null(facts.Uplink);
        Assert.False(facts.IsListenPortTaken);
    }

    [Fact]
    public void Facts_ComeBackFromJson()
    {
        MachineFacts facts = Read();
        using JsonDocument written = JsonDocument.Parse(MachineFactsJson.Write(facts));

        Assert.Equivalent(facts, MachineFactsJson.Read(written.RootElement));
    }

    private MachineFacts Read(int port = 51820) => new MachineReader(_root.FullName, "/usr/local/bin:/usr/bin").Read("meshgate0", port);

    private void Put(string path, string text)
    {
        string file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

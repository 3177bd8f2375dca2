using System.Net;
using MeshGate.Cli.Netcheck;
using MeshGate.Probing.PortMapping;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.Cli.Tests.Netcheck;

public sealed class PortMappingOutlookTests
{
    private static readonly PortMappingTrialResult Lent = new(
        new PortMappingReport(PortMappingProtocol.NatPmp, IPEndPoint.Parse("203.0.113.5:40112"), true, "the router 192.168.1.1 lends UDP port 40112 (NAT-PMP)"), true);

    [Fact]
    public void Judge_NamesProtocolAndAddress_WhenTheRouterLends()
    {
        var outlook = PortMappingOutlook.Judge(Lent, [IPAddress.Parse("2001:db8::1"), IPAddress.Parse("203.0.113.5")], true);

        Assert.Equal((true, true, "NAT-PMP", "203.0.113.5:40112"), (outlook.IsLent, outlook.IsUseful, outlook.Protocol, outlook.External));
        Assert.EndsWith("at 203.0.113.5:40112, and has it back", outlook.Reason, StringComparison.Ordinal);
        Assert.StartsWith("Peers reach this machine directly", outlook.Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_FindsNoUse_WhenServersSeeThisMachineElsewhere()
    {
        var outlook = PortMappingOutlook.Judge(Lent with { IsReturned = false }, [IPAddress.Parse("198.51.100.1")], true);

        Assert.Equal((true, false), (outlook.IsLent, outlook.IsUseful));
        Assert.Contains("it ends by itself within 2 minutes", outlook.Reason, StringComparison.Ordinal);
        Assert.Contains("servers see this machine at 198.51.100.1: another NAT", outlook.Reason, StringComparison.Ordinal);
        Assert.Contains("no peer reaches it", outlook.Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_FindsNoUse_WhenTheOutsideIsPrivate()
        => Assert.False(PortMappingOutlook.Judge(Lent with { Report = Lent.Report with { IsReachable = false } }, [], null).IsUseful);

    [Theory]
    [InlineData(true, "as far as its NAT lets them")]
    [InlineData(false, "None is needed")]
    public void Judge_SaysWhatNoPortMeans(bool hasNat, string words)
    {
        var outlook = PortMappingOutlook.Judge(PortMappingTrialResult.Nobody("nobody answers"), [], hasNat);

        Assert.Equal((false, false, "nobody answers"), (outlook.IsLent, outlook.IsUseful, outlook.Reason));
        Assert.Contains(words, outlook.Meaning, StringComparison.Ordinal);
    }
}

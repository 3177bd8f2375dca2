using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Reporting;

namespace MeshGate.NodeDaemon.Tests.Reporting;

public sealed class AgentReportTests
{
    [Fact]
    public void WithMeasurementsOf_HidesMeasurementsAlone()
    {
        var stored = Report(new PeerSummary { Name = "b", Path = PeerPath.None, RttMilliseconds = 1, JitterMilliseconds = 1 }) with { RelayLoadPercent = 3 };
        var report = Report(new PeerSummary { Name = "b", Path = PeerPath.Direct, RttMilliseconds = 99, JitterMilliseconds = 9 }) with { RelayLoadPercent = 4 };

        var basis = AgentReport.WithMeasurementsOf(stored, report)!;

        Assert.Equal((PeerPath.None, 99, 9), (basis.Peers!.Single().Path, basis.Peers!.Single().RttMilliseconds!.Value, basis.Peers!.Single().JitterMilliseconds!.Value));
        Assert.Equal(4, basis.RelayLoadPercent);
    }

    [Theory]
    [InlineData(PeerPath.None, PeerPath.Direct, false)]
    [InlineData(PeerPath.None, PeerPath.Relay, false)]
    [InlineData(PeerPath.Relay, PeerPath.Direct, false)]
    [InlineData(PeerPath.Direct, PeerPath.Relay, true)]
    [InlineData(PeerPath.Direct, PeerPath.None, true)]
    [InlineData(PeerPath.Relay, PeerPath.Turn, true)]
    public void IsUrgent_TellsALostPathFromAFoundOne(PeerPath before, PeerPath now, bool isUrgent)
        => Assert.Equal(isUrgent, AgentReport.IsUrgent(
            Report(new PeerSummary { Name = "b", Path = before }), Report(new PeerSummary { Name = "b", Path = now })));

    [Fact]
    public void IsUrgent_LetsProgressWait()
    {
        var stored = Report(new PeerSummary { Name = "b", Path = PeerPath.None, Reason = "checking 1 addresses" }) with { Conditions = [Applied("False", AgentReport.Applying)] };
        var report = Report(new PeerSummary { Name = "b", Path = PeerPath.None, Reason = "checking 2 addresses" }, new PeerSummary { Name = "c" }) with
        {
            AppliedRevision = "2",
            Conditions = [Applied("True", AgentReport.Applied)],
        };

        Assert.False(AgentReport.IsUrgent(stored, report));
    }

    [Fact]
    public void IsUrgent_WaitsForTheKey_UnlessThereIsAProblem()
    {
        var report = Report() with { PublicKey = null, Nat = new NatBehavior { Mapping = NatMapping.None }, Conditions = [Applied("False", AgentReport.Applying)] };

        Assert.False(AgentReport.IsUrgent(null, report));
        Assert.False(AgentReport.IsUrgent(Report(), report));
        Assert.True(AgentReport.IsUrgent(null, report with { Conditions = [new Condition { Type = "WireGuardReady", Status = "False" }] }));
    }

    [Fact]
    public void IsUrgent_LetsNothingWaitThatOthersActOn()
    {
        var stored = Report() with { Conditions = [Applied("True", AgentReport.Applied)] };

        Assert.True(AgentReport.IsUrgent(null, stored));
        Assert.True(AgentReport.IsUrgent(stored, stored with { PublicKey = "k" }));
        Assert.True(AgentReport.IsUrgent(stored, stored with { ListenPort = 1 }));
        Assert.True(AgentReport.IsUrgent(stored, stored with { Candidates = [new Candidate { Address = "192.0.2.1:1" }] }));
        Assert.True(AgentReport.IsUrgent(stored, stored with { Nat = new NatBehavior { Mapping = NatMapping.None } }));
        Assert.True(AgentReport.IsUrgent(stored, stored with { Conditions = [Applied("False", "PartlyUnusable")] }));
    }

    private static Condition Applied(string status, string reason) => new() { Type = AgentReport.AssignmentApplied, Status = status, Reason = reason };

    private static MeshNodeAgent Report(params PeerSummary[] peers) => new() { PublicKey = "key", Peers = peers };
}

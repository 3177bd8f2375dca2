using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Reporting;

namespace MeshGate.NodeDaemon.Tests.Reporting;

public sealed class AgentReportTests
{
    [Fact]
    public void WithMeasurementsOf_HidesMeasurementsAlone()
    {
        var stored = Report(new PeerSummary { Name = "b", Path = PeerPath.None, RttMilliseconds = 1 });
        var report = Report(new PeerSummary { Name = "b", Path = PeerPath.Direct, RttMilliseconds = 99 });

        var basis = AgentReport.WithMeasurementsOf(stored, report)!.Peers!.Single();

        Assert.Equal((PeerPath.None, 99), (basis.Path, basis.RttMilliseconds!.Value));
    }

    private static MeshNodeAgent Report(params PeerSummary[] peers) => new() { Peers = peers };
}

using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Kubernetes.Tests.Snapshots;

public sealed class NodeFactsTests
{
    [Theory]
    [InlineData("[2001:db8::1]:51820", "192.0.2.7:40000", "2001:db8::1")]
    [InlineData(null, "192.0.2.7:40000", "192.0.2.7")]
    [InlineData("nonsense", "192.0.2.7:40000", null)]
    [InlineData(null, null, null)]
    public void PlaceOf_TakesTheAddressThatAPersonDeclares_OrElseTheOneSeenFromOutside(string? endpoint, string? seen, string? address)
    {
        var node = new MeshNode
        {
            Spec = new MeshNodeSpec { Region = "eu", Zone = "eu-1", Endpoint = endpoint },
            Status = new MeshNodeStatus
            {
                Agent = new MeshNodeAgent
                {
                    Candidates = [new Candidate { Type = CandidateType.Host, Address = "10.0.0.1:51820" }, .. seen is null ? [] : new[] { new Candidate { Type = CandidateType.ServerReflexive, Address = seen } }],
                },
            },
        };

        Assert.Equal(new NodePlace("eu", "eu-1", address), NodeFacts.PlaceOf(node));
    }

    [Fact]
    public void MeasurementsOf_TakesRoundTripTimesOfDirectPathsAlone()
    {
        var node = new MeshNode
        {
            Status = new MeshNodeStatus
            {
                Agent = new MeshNodeAgent
                {
                    Peers =
                    [
                        new PeerSummary { Name = "a", Path = PeerPath.Direct, RttMilliseconds = 12.5, LossPercent = 4, JitterMilliseconds = 1.5 },
                        new PeerSummary { Name = "b", Path = PeerPath.Relay, RttMilliseconds = 40 },
                        new PeerSummary { Name = "c", Path = PeerPath.Direct },
                        new PeerSummary { Name = "d", Path = PeerPath.Direct, RttMilliseconds = -1 },
                    ],
                },
            },
        };

        Assert.Equal([new PeerMeasurement("a", 12.5) { Loss = 0.04, JitterMilliseconds = 1.5 }], NodeFacts.MeasurementsOf(node));
    }
}

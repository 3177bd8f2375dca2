using k8s.Models;
using MeshGate.Cli.Draining;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Tests.Draining;

public sealed class DrainProgressTests
{
    [Fact]
    public void Of_IsDone_WhereTheNodeRelaysForNobody() => Assert.True(DrainProgress.Of(Node(NodeRole.Hub)).IsDone);

    [Fact]
    public void Of_WaitsForTheDaemon_WhereItSaidNothing() => Assert.False(DrainProgress.Of(Node(NodeRole.Relay)).IsDone);

    [Theory]
    [InlineData("False", "2 pairs still meet here", false)]
    [InlineData("True", "no pair meets here any more", true)]
    public void Of_FollowsTheDaemonsCondition(string status, string message, bool isDone)
    {
        MeshNode node = Node(NodeRole.Relay);
        node.Status = new MeshNodeStatus { Agent = new MeshNodeAgent { Conditions = [new Condition { Type = "RelayDrained", Status = status, Message = message }] } };

        Assert.Equal(new DrainProgress(isDone, message), DrainProgress.Of(node));
    }

    private static MeshNode Node(NodeRole role) => new() { Metadata = new V1ObjectMeta { Name = "edge-1" }, Spec = new MeshNodeSpec { Roles = [role], Drain = true } };
}

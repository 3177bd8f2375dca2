using System.Net;
using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.Tests.Nodes;

public sealed class MeshNodeChangesTests
{
    [Fact]
    public void Matter_IsFalse_ForMeasurementsAndTheOperatorsOwnWrites()
    {
        MeshNode after = Node();
        after.Metadata.ResourceVersion = "2";
        after.Metadata.Labels[AddressLabel.KeyOf(IPAddress.Parse("100.96.0.2"))] = string.Empty;
        after.Status = new MeshNodeStatus
        {
            ObservedGeneration = 1,
            Assignment = new MeshNodeAssignment { Revision = "abc" },
            Conditions = [new Condition { Type = "Ready", Status = "True" }],
            Agent = new MeshNodeAgent
            {
                PublicKey = "key",
                AppliedRevision = "abc",
                Candidates = [new Candidate { Address = "192.0.2.1:51820" }],
                Peers = [new PeerSummary { Name = "b", RttMilliseconds = 12.5 }],
            },
        };
        Assert.False(MeshNodeChanges.Matter(new InformerChange<MeshNode>(Node(), after)));
    }

    [Fact]
    public void Matter_IsTrue_ForWhatThePlanDependsOn()
    {
        Assert.True(Matters(node => node.Metadata.Uid = "other"));
        Assert.True(Matters(node => node.Metadata.Generation = 2));
        Assert.True(Matters(node => node.Metadata.DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        Assert.True(Matters(node => node.Metadata.Labels = new Dictionary<string, string> { ["site"] = "office" }));
        Assert.True(Matters(node => node.Spec = node.Spec with { Addresses = ["100.96.0.3"] }));
        Assert.True(Matters(node => node.Spec = node.Spec with { Endpoint = "192.0.2.1:51820" }));
        Assert.True(Matters(node => node.Status = new MeshNodeStatus { Agent = new MeshNodeAgent { PublicKey = "other" } }));
        Assert.True(MeshNodeChanges.Matter(new InformerChange<MeshNode>(null, Node())));
        Assert.True(MeshNodeChanges.Matter(new InformerChange<MeshNode>(Node(), null)));
    }

    private static bool Matters(Action<MeshNode> change)
    {
        MeshNode after = Node();
        change(after);
        return MeshNodeChanges.Matter(new InformerChange<MeshNode>(Node(), after));
    }

    private static MeshNode Node() => new()
    {
        Metadata = new V1ObjectMeta { Name = "a", Uid = "u", Generation = 1, ResourceVersion = "1", Labels = new Dictionary<string, string> { ["site"] = "home" } },
        Spec = new MeshNodeSpec { Addresses = ["100.96.0.2"] },
        Status = new MeshNodeStatus { Agent = new MeshNodeAgent { PublicKey = "key" } },
    };
}

using System.Net;
using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Guests;

namespace MeshGate.NodeDaemon.Tests.Guests;

public sealed class GuestJudgeTests
{
    private static readonly IPNetwork[] Mesh = [IPNetwork.Parse("100.96.0.0/16"), IPNetwork.Parse("fd00::/64")];

    [Fact]
    public void Read_TakesWhomTheOperatorHasGivenOrders()
    {
        var guest = GuestJudge.Read(Node(), Mesh, out var problem);
        Assert.Null(problem);
        Assert.Equal(("far", "segment-2"), (guest!.Name, guest.Segment));
        Assert.Equal(["100.96.0.9/32", "fd00::9/128"], guest.AllowedIPs.Select(network => network.ToString()));
    }

    [Fact]
    public void Read_LeavesOutAddressesOutsideTheMesh_AndThoseThatAreNone()
    {
        var node = Node();
        node.Spec.Addresses = ["10.0.0.1", "what", "100.96.0.9"];
        Assert.Equal(["100.96.0.9/32"], GuestJudge.Read(node, Mesh, out _)!.AllowedIPs.Select(network => network.ToString()));
    }

    [Theory]
    [InlineData("orders", "no segment")]
    [InlineData("segment", "no segment")]
    [InlineData("conflict", "PublicKeyConflict")]
    [InlineData("deleted", "no segment")]
    [InlineData("key", "status.agent.publicKey")]
    [InlineData("agent", "status.agent.publicKey")]
    [InlineData("addresses", "spec.addresses")]
    [InlineData("name", "name")]
    public void Read_SaysWhy_WhereItIsNoGuest(string wrong, string says)
    {
        var node = Node();
        switch (wrong)
        {
            case "orders":
                node.Status.Assignment = null;
                break;
            case "segment":
                node.Status.Assignment!.Segment = null;
                break;
            case "conflict":
                node.Status.Conditions = [new Condition { Type = "Ready", Status = "False", Reason = "PublicKeyConflict" }];
                break;
            case "deleted":
                node.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
                break;
            case "key":
                node.Status.Agent!.PublicKey = "none";
                break;
            case "agent":
                node.Status.Agent = null;
                break;
            case "addresses":
                node.Spec.Addresses = ["192.0.2.1"];
                break;
            default:
                node.Metadata.Name = "../../secrets";
                break;
        }

        Assert.Null(GuestJudge.Read(node, Mesh, out var problem));
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    private static MeshNode Node() => new()
    {
        Metadata = new V1ObjectMeta { Name = "far" },
        Spec = new MeshNodeSpec { Addresses = ["100.96.0.9", "fd00::9"] },
        Status = new MeshNodeStatus
        {
            Agent = new MeshNodeAgent { PublicKey = Convert.ToBase64String(Enumerable.Repeat((byte)9, 32).ToArray()) },
            Assignment = new MeshNodeAssignment { Revision = "1", Segment = "segment-2" },
        },
    };
}

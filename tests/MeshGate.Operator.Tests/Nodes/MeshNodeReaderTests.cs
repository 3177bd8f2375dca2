using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.Tests.Nodes;

public sealed class MeshNodeReaderTests
{
    [Fact]
    public void LabelsOf_LeavesOutThoseOfAddresses()
    {
        var labels = new Dictionary<string, string> { ["site"] = "home", ["address.meshgate.io/100.96.0.5"] = "" };
        Assert.Equal("site", Assert.Single(MeshNodeReader.LabelsOf(Node(labels))).Key);
        Assert.Empty(MeshNodeReader.LabelsOf(Node(null)));
    }

    [Fact]
    public void ReadAddresses_PassesOver_WhatIsNoAddress()
    {
        MeshNode node = Node(null, "100.96.0.5", null!, "", "100.96.0.9/32", "::ffff:100.96.0.9", "FD00::5");
        Assert.Equal(["100.96.0.5", "fd00::5"], MeshNodeReader.ReadAddresses(node).Select(address => address.ToString()));
        Assert.Empty(MeshNodeReader.ReadAddresses(new MeshNode { Metadata = new V1ObjectMeta(), Spec = null! }));
    }

    private static MeshNode Node(Dictionary<string, string>? labels, params string[] addresses)
        => new() { Metadata = new V1ObjectMeta { Name = "a", Labels = labels }, Spec = new MeshNodeSpec { Addresses = addresses } };
}

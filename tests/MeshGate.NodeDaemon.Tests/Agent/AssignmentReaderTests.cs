using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;

namespace MeshGate.NodeDaemon.Tests.Agent;

public sealed class AssignmentReaderTests
{
    private const string Key = "KioqKioqKioqKioqKioqKioqKioqKioqKioqKioqKio=";

    [Fact]
    public void Read_IsNull_WhenTheOperatorHasGivenNoOrders() => Assert.Null(AssignmentReader.Read(new MeshNode(), out _));

    [Fact]
    public void Read_TakesPeersWithHostRoutes()
    {
        var assignment = AssignmentReader.Read(Node(Member("b", Key, "100.96.0.2", "fd6d::2")), out var problems)!;

        Assert.Empty(problems);
        Assert.Equal(["100.96.0.2/32", "fd6d::2/128"], assignment.Peers.Single().AllowedIPs.Select(network => network.ToString()));
    }

    [Theory]
    [InlineData("short", "100.96.0.2", "member bad: A public key is 44 characters")]
    [InlineData(Key, "100.96.0.300", "member bad: '100.96.0.300' is not an IP address")]
    [InlineData(Key, "100.96.0.9", "member bad: it has no mesh address of its own")]
    public void Read_LeavesOutOneMemberAlone_WhenItIsUnusable(string key, string address, string problem)
    {
        var assignment = AssignmentReader.Read(Node(Member("good", Key, "100.96.0.9"), Member("bad", key, address)), out var problems)!;

        Assert.Equal("good", Assert.Single(assignment.Peers).Name);
        Assert.Contains(problems, text => text.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FallsBackAndTells_WhenADurationIsUnusable()
    {
        var node = Node();
        node.Status = node.Status with { Assignment = node.Status.Assignment! with { Settings = new EffectiveSettings { KeepAliveInterval = "soon" } } };

        var assignment = AssignmentReader.Read(node, out var problems)!;

        Assert.Equal(TimeSpan.FromSeconds(10), assignment.KeepAliveCeiling);
        Assert.Contains(problems, problem => problem.Contains("keepAliveInterval", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("25s", 25)]
    [InlineData("4s", 4)]
    public void Read_TakesTheKeepAliveForACeiling(string ceiling, int seconds)
    {
        var node = Node();
        node.Status = node.Status with { Assignment = node.Status.Assignment! with { Settings = new EffectiveSettings { KeepAliveInterval = ceiling } } };

        Assert.Equal(TimeSpan.FromSeconds(seconds), AssignmentReader.Read(node, out _)!.KeepAliveCeiling);
    }

    [Fact]
    public void Read_LeavesOutTheSecond_WhenTwoMembersShareANameOrAKey()
    {
        var other = Key.Replace('K', 'L');

        var assignment = AssignmentReader.Read(Node(Member("b", Key, "100.96.0.2"), Member("b", other, "100.96.0.3"), Member("c", Key, "100.96.0.4")), out var problems)!;

        Assert.Equal("100.96.0.2/32", Assert.Single(assignment.Peers).AllowedIPs.Single().ToString());
        Assert.Equal(2, problems.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/status")]
    [InlineData(null)]
    public void Read_LeavesOutAMember_WhenItsNameIsNone(string? name)
    {
        var assignment = AssignmentReader.Read(Node(Member(name!, Key, "100.96.0.2"), null!), out var problems)!;

        Assert.Empty(assignment.Peers);
        Assert.Equal(2, problems.Length);
    }

    [Fact]
    public void Read_ClaimsNoAddressForAMember_ThatIsLeftOut()
    {
        var other = Key.Replace('K', 'L');

        var assignment = AssignmentReader.Read(Node(Member("bad", Key, "100.96.0.1", "100.96.0.2"), Member("good", other, "100.96.0.2")), out _)!;

        Assert.Equal("good", Assert.Single(assignment.Peers).Name);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData(":51820")]
    [InlineData("host:99999")]
    [InlineData("")]
    public void Read_TellsAndGoesOn_WhenTheEndpointIsMalformed(string endpoint)
    {
        var node = Node(Member("b", Key, "100.96.0.2"));
        node.Spec = node.Spec with { Endpoint = endpoint, ListenPort = 70000 };

        var assignment = AssignmentReader.Read(node, out var problems)!;

        Assert.Null(assignment.Endpoint);
        Assert.Null(assignment.ListenPort);
        Assert.Single(assignment.Peers);
        Assert.Equal(2, problems.Length);
    }

    [Fact]
    public void Read_BoundsDurations_WhenOneIsLongerThanATimerTakes()
    {
        var node = Node();
        node.Status = node.Status with { Assignment = node.Status.Assignment! with { Settings = new EffectiveSettings { HeartbeatInterval = "2400h" } } };

        Assert.Equal(TimeSpan.FromSeconds(10), AssignmentReader.Read(node, out _)!.HeartbeatInterval);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(TopologyType.FullMesh, true)]
    [InlineData(TopologyType.Hybrid, true)]
    [InlineData(TopologyType.HubSpoke, false)]
    [InlineData(TopologyType.Tree, false)]
    public void Read_TakesWhoMayBeSpokenToDirectly_FromTheTopology(TopologyType? topology, bool isEverybody)
    {
        var node = Node();
        node.Status = node.Status with { Assignment = node.Status.Assignment! with { Topology = topology, Pinned = ["hub"] } };

        var direct = AssignmentReader.Read(node, out _)!.DirectPeers;

        Assert.Equal(isEverybody, direct is null);
        Assert.Equal(isEverybody ? null : "hub", direct is null ? null : Assert.Single(direct));
    }

    private static MeshMember Member(string name, string key, params string[] addresses) => new() { Name = name, PublicKey = key, Addresses = addresses };

    private static MeshNode Node(params MeshMember[] members) => new()
    {
        Spec = new MeshNodeSpec { Addresses = ["100.96.0.1"] },
        Status = new MeshNodeStatus { Assignment = new MeshNodeAssignment { Revision = "1", Members = members } },
    };
}

using FsCheck.Xunit;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;

namespace MeshGate.Core.Tests.Policy;

public sealed class PolicyResolverTests
{
    private static readonly Dictionary<string, string> NoLabels = [];

    [Fact]
    public void Resolve_GivesDefaults_WithoutPolicies()
    {
        NodeSettings settings = Policies.Resolver().Resolve(NoLabels);
        Assert.Equal(["100.96.0.0/16"], settings.MeshCidrs);
        Assert.Equal(1380, settings.Mtu);
        Assert.Empty(settings.StunServers);
        Assert.Equal(TimeSpan.FromSeconds(25), settings.KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.DiscoveryInterval);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.HeartbeatInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.HeartbeatTimeout);
        Assert.Equal(new NodeSettings { MeshCidrs = ["100.96.0.0/16"] }, settings);
    }

    [Fact]
    public void Resolve_TakesEachBlockWhole_FromTheStrongestPolicyThatGivesIt()
    {
        NodeSettings settings = Policies.Resolver(
            Policies.Of("weak", 1, age: 9) with
            {
                Heartbeat = new() { Timeout = TimeSpan.FromMinutes(2) },
                NatTraversal = new() { KeepAliveInterval = TimeSpan.FromSeconds(5), DiscoveryInterval = TimeSpan.FromMinutes(1) },
            },
            Policies.Of("strong", 10, age: 1) with { NatTraversal = new() { KeepAliveInterval = TimeSpan.FromSeconds(20) } },
            Policies.Of("older", 5, age: 8) with { Failover = new() { MaxAttempts = 7 } },
            Policies.Of("younger", 5, age: 2) with { Failover = new() { MaxAttempts = 9 } }).Resolve(NoLabels);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.DiscoveryInterval);
        Assert.Equal(TimeSpan.FromMinutes(2), settings.HeartbeatTimeout);
        Assert.Equal(7, settings.Failover.MaxAttempts);
        Assert.Equal(new ConnectionsBlock(), settings.Connections);
    }

    [Fact]
    public void Resolve_IgnoresPolicies_ThatDoNotSelectTheNode()
    {
        var selector = new LabelSelector([new("site", LabelOperator.In, ["home"])]);
        PolicyResolver resolver = Policies.Resolver(Policies.Of("home", 1, 1) with { Selector = selector, Topology = new() { MaxNodesPerSegment = 7 } });
        Assert.Equal(100, resolver.Resolve(NoLabels).Topology.MaxNodesPerSegment);
        Assert.Equal(7, resolver.Resolve(new Dictionary<string, string> { ["site"] = "home" }).Topology.MaxNodesPerSegment);
    }

    [Fact]
    public void Resolve_AppliesNothing_WhenTheSelectorCannotBeRead()
    {
        PolicyResolver resolver = Policies.Resolver(Policies.Of("p", 1, 1) with { Selector = null, Topology = new() { MaxNodesPerSegment = 7 } });
        Assert.Equal(100, resolver.Resolve(NoLabels).Topology.MaxNodesPerSegment);
        Assert.Equal(PolicyVerdictReason.InvalidSelector, resolver.Policies[0].Reason);
    }

    [Fact]
    public void Resolve_AsksNoServer_WhereNatTraversalIsOff()
    {
        PolicyResolver resolver = Policies.Resolver(Policies.Of("p", 1, 1) with { NatTraversal = new() { Enabled = false, StunServers = ["192.0.2.1:3478"] } });
        Assert.Empty(resolver.Resolve(NoLabels).StunServers);
    }

    [Fact]
    public void Resolve_HoldsTheTimeoutAboveThreeIntervals_InALargeMesh()
        => Assert.Equal(TimeSpan.FromSeconds(150), Policies.Resolver(1000).Resolve(NoLabels).HeartbeatTimeout);

    [Property]
    public void Resolve_DoesNotDependOnOrder_OfPolicies((byte Priority, byte Age, byte KeepAlive)[] specs, int seed)
    {
        PolicySnapshot[] policies =
        [
            .. specs.Select((spec, index) => Policies.Of($"p{index}", spec.Priority % 3, spec.Age % 3) with
            {
                NatTraversal = new() { KeepAliveInterval = TimeSpan.FromSeconds(spec.KeepAlive) },
            }),
        ];
        PolicySnapshot[] shuffled = [.. policies];
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Policies.Resolver(policies).Resolve(NoLabels), Policies.Resolver(shuffled).Resolve(NoLabels));
    }
}

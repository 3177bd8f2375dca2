using System.Collections.Immutable;
using FsCheck.Xunit;
using MeshGate.Core.Addressing;
using MeshGate.Core.Policy;
using MeshGate.Core.Topology;
using Xunit.Sdk;

namespace MeshGate.Core.Tests.Policy;

public sealed class PolicyResolverTests
{
    private static readonly Dictionary<string, string> NoLabels = [];
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Resolve_GivesDefaults_WithoutPolicies()
    {
        NodeSettings settings = Resolver().Resolve(NoLabels);
        Assert.Equal(["100.96.0.0/16"], settings.MeshCidrs);
        Assert.Equal(1380, settings.Mtu);
        Assert.Empty(settings.StunServers);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.DiscoveryInterval);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.HeartbeatInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.HeartbeatTimeout);
    }

    [Fact]
    public void Resolve_TakesEachSettingFromTheStrongestPolicyThatSetsIt()
    {
        NodeSettings settings = Resolver(
            Policy("weak", 1, age: 9) with { KeepAliveInterval = "5s", DiscoveryInterval = "1m", HeartbeatTimeout = "2m" },
            Policy("strong", 10, age: 1) with { KeepAliveInterval = "25s" },
            Policy("older", 5, age: 8) with { DiscoveryInterval = "45s" },
            Policy("younger", 5, age: 2) with { DiscoveryInterval = "50s" }).Resolve(NoLabels);
        Assert.Equal(TimeSpan.FromSeconds(25), settings.KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(45), settings.DiscoveryInterval);
        Assert.Equal(TimeSpan.FromMinutes(2), settings.HeartbeatTimeout);
    }

    [Fact]
    public void Resolve_IgnoresPolicies_ThatDoNotSelectTheNode()
    {
        var selector = new LabelSelector([new("site", LabelOperator.In, ["home"])]);
        PolicyResolver resolver = Resolver(Policy("home", 1, 1) with { Selector = selector, KeepAliveInterval = "25s" });
        Assert.Equal(TimeSpan.FromSeconds(10), resolver.Resolve(NoLabels).KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(25), resolver.Resolve(new Dictionary<string, string> { ["site"] = "home" }).KeepAliveInterval);
    }

    [Fact]
    public void Resolve_AppliesTheRest_WhenASettingIsBad()
    {
        PolicyResolver resolver = Resolver(Policy("p", 1, 1) with
        {
            KeepAliveInterval = "tomorrow",
            DiscoveryInterval = "2h",
            HeartbeatTimeout = "1m",
            StunServers = ["stun.example.org:3478", "stun.example.org", "[2001:db8::1]:3478"],
        });
        NodeSettings settings = resolver.Resolve(NoLabels);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.KeepAliveInterval);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.DiscoveryInterval);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.HeartbeatTimeout);
        Assert.Equal(["stun.example.org:3478", "[2001:db8::1]:3478"], settings.StunServers);
        ParsedPolicy policy = Assert.Single(resolver.Policies);
        Assert.Equal(PolicyVerdictReason.InvalidSetting, policy.Reason);
        Assert.Contains("spec.natTraversal.keepAliveInterval: 'tomorrow' is not a duration from 1s to 5m.", policy.Message, StringComparison.Ordinal);
        Assert.Contains("spec.natTraversal.discoveryInterval", policy.Message, StringComparison.Ordinal);
        Assert.Contains("spec.natTraversal.stunServers: 'stun.example.org'", policy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_AppliesNothing_WhenTheSelectorCannotBeRead()
    {
        PolicyResolver resolver = Resolver(Policy("p", 1, 1) with { Selector = null, SelectorError = "operator 'Like' is unknown.", KeepAliveInterval = "25s" });
        Assert.Equal(TimeSpan.FromSeconds(10), resolver.Resolve(NoLabels).KeepAliveInterval);
        Assert.Equal(PolicyVerdictReason.InvalidSelector, resolver.Policies[0].Reason);
        Assert.Contains("Like", resolver.Policies[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_UsesEightStunServersAtMost_AndSaysSo()
    {
        PolicyResolver resolver = Resolver(Policy("p", 1, 1) with { StunServers = [.. Enumerable.Range(1, 9).Select(n => $"192.0.2.{n}:3478")] });
        Assert.Equal(8, resolver.Resolve(NoLabels).StunServers.Length);
        Assert.Equal(PolicyVerdictReason.InvalidSetting, resolver.Policies[0].Reason);
    }

    [Property]
    public void Resolve_DoesNotDependOnOrder_OfPolicies((byte Priority, byte Age, byte KeepAlive)[] specs, int seed)
    {
        PolicySnapshot[] policies = [.. specs.Select((spec, index) => Policy($"p{index}", spec.Priority % 3, spec.Age % 3) with { KeepAliveInterval = $"{spec.KeepAlive}s" })];
        PolicySnapshot[] shuffled = [.. policies];
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Resolver(policies).Resolve(NoLabels).KeepAliveInterval, Resolver(shuffled).Resolve(NoLabels).KeepAliveInterval);
    }

    private static PolicySnapshot Policy(string name, int priority, int age)
        => new() { Name = name, Priority = priority, Created = new CreationOrder(Start.AddDays(-age), name) };

    private static PolicyResolver Resolver(params PolicySnapshot[] policies)
        => MeshNetwork.TryParse(["100.96.0.0/16"], out MeshNetwork? network, out string? error)
            ? new PolicyResolver(network, 1380, 6, policies.ToImmutableArray())
            : throw new XunitException(error);
}

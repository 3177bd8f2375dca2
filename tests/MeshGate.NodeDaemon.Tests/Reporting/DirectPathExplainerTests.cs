using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Reporting;
using MeshGate.Traversal.Ice;

namespace MeshGate.NodeDaemon.Tests.Reporting;

public sealed class DirectPathExplainerTests
{
    private static readonly NatBehavior Hard = Nat(NatMapping.AddressAndPortDependent, NatFiltering.AddressAndPortDependent);
    private static readonly NatBehavior Usual = Nat(NatMapping.EndpointIndependent, NatFiltering.AddressAndPortDependent);
    private static readonly NatBehavior Blocked = new() { Udp = false };

    public static TheoryData<NatBehavior, string, NatBehavior?, string, string> Cases => new()
    {
        { Hard, "203.0.113.1", Hard, "203.0.113.2", "no direct path can be: the NATs of this machine and of the peer both use another port for each destination" },
        { Hard, "203.0.113.1", Usual, "203.0.113.2", "no direct path can be: the NAT of this machine uses another port for each destination, and the filter of the peer lets in only answers from the very port asked" },
        { Usual, "203.0.113.1", Hard, "203.0.113.2", "no direct path can be: the NAT of the peer uses another port for each destination, and the filter of this machine lets in only answers from the very port asked" },
        { Blocked, "10.0.0.1", Usual, "203.0.113.2", "no direct path can be: UDP is blocked at this machine" },
        { Usual, "203.0.113.1", Blocked, "10.0.0.2", "no direct path can be: UDP is blocked at the peer" },
        { Usual, "203.0.113.1", Usual, "2001:db8::2", "no direct path can be: this machine has IPv4 alone and the peer has IPv6 alone" },
        { Usual with { Hairpin = false }, "203.0.113.1", Usual, "203.0.113.1", "no direct path can be: this machine and the peer are behind one NAT in different networks, and it does not take packets from inside to its own outside address" },
        { Usual, "203.0.113.1", new NatBehavior(), "203.0.113.2", "the peer's address did not answer a check; how ports of the peer are mapped is not known" },
        { Usual, "203.0.113.1", null, "203.0.113.2", "the peer's address did not answer a check; what stands in front of the peer is not known" },
        { Usual, "203.0.113.1", Usual, "203.0.113.2", "the peer's address did not answer a check, though it should, since each can tell the other beforehand where it will be seen: the peer may be gone or have moved, or a firewall drops UDP between them" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Explain_SaysInASentenceWhyThereIsNoDirectPath(NatBehavior own, string ownAddress, NatBehavior? peer, string peerAddress, string sentence)
        => Assert.Equal(sentence, DirectPathExplainer.Explain(
            1,
            NodeStandpoint.Of("this machine", own, At(ownAddress)),
            peer is null ? null : NodeStandpoint.Of("the peer", peer, At(peerAddress))));

    [Fact]
    public void Of_ReadsIPv6FromItsOwnFinding_WhenThereAreBothFamilies()
    {
        var nat = Hard with { Ipv6 = new NatFamilyBehavior { Mapping = NatMapping.None, Filtering = NatFiltering.AddressAndPortDependent } };
        var own = NodeStandpoint.Of("a", nat, [.. At("203.0.113.1"), .. At("2001:db8::1")]);
        var peer = NodeStandpoint.Of("b", nat, [.. At("203.0.113.2"), .. At("2001:db8::2")]);

        Assert.True(Traversal.Reachability.DirectPath.Judge(own, peer).IsPossible);
    }

    [Fact]
    public void Of_SeesALentPort_WhenACandidateIsPortMapped()
    {
        ImmutableArray<RemoteCandidate> lent = [new(IPEndPoint.Parse("203.0.113.1:1"), RemoteCandidateKind.PortMapped)];

        Assert.True(NodeStandpoint.Of("a", Hard, lent).Ipv4!.IsPortMapped);
    }

    [Fact]
    public void Of_LeavesOutPrivateIPv6_SinceItLeadsNowhere()
        => Assert.Null(NodeStandpoint.Of("a", Usual, [.. At("203.0.113.1"), .. At("fd00::1")]).Ipv6);

    private static NatBehavior Nat(NatMapping mapping, NatFiltering filtering) => new() { Udp = true, Mapping = mapping, Filtering = filtering };

    private static ImmutableArray<RemoteCandidate> At(string address)
        => [new(new IPEndPoint(IPAddress.Parse(address), 51820), RemoteCandidateKind.ServerReflexive)];
}

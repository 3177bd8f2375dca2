using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Reporting;

namespace MeshGate.Kubernetes.Tests.Reporting;

public sealed class ReportUrgencyTests
{
    private static readonly MeshNodeAgent Stored = new()
    {
        PublicKey = "key",
        ListenPort = 51820,
        Candidates = [new Candidate { Type = CandidateType.Host, Address = "192.0.2.1:51820" }],
        Nat = new NatBehavior { Mapping = NatMapping.None, Reason = "seen" },
        AppliedRevision = "1",
        Peers = [Peer("b", PeerPath.Relay)],
        Conditions = [Verdict("AssignmentApplied", "True", "Applied"), Verdict("StunReachable", "True", "Answered")],
    };

    public static TheoryData<string, MeshNodeAgent> Urgent => new()
    {
        { "another key", Stored with { PublicKey = "other" } },
        { "another port", Stored with { ListenPort = 1 } },
        { "another address", Stored with { Candidates = [new Candidate { Type = CandidateType.Host, Address = "192.0.2.2:51820" }] } },
        { "another NAT", Stored with { Nat = new NatBehavior { Mapping = NatMapping.EndpointIndependent } } },
        { "a path lost", Stored with { Peers = [Peer("b", PeerPath.None)] } },
        { "a way through a server", Stored with { Peers = [Peer("b", PeerPath.Relay) with { TurnAddresses = ["198.51.100.7:50000"] }] } },
        { "a worse path", Stored with { Peers = [Peer("b", PeerPath.Turn)] } },
        { "a problem", Stored with { Conditions = [Verdict("AssignmentApplied", "False", "PartlyUnusable"), Stored.Conditions![1]] } },
        { "a server gone", Stored with { Conditions = [Stored.Conditions![0], Verdict("StunReachable", "False", "Unreachable")] } },
        { "a condition of a new type", Stored with { Conditions = [.. Stored.Conditions!, Verdict("WireGuardReady", "True", "Configured")] } },
    };

    public static TheoryData<string, MeshNodeAgent> Progress => new()
    {
        { "nothing", Stored },
        { "orders taken", Stored with { AppliedRevision = "2" } },
        { "orders being taken", Stored with { Conditions = [Verdict("AssignmentApplied", "False", "Applying"), Stored.Conditions![1]] } },
        { "a new peer", Stored with { Peers = [Peer("b", PeerPath.Relay), Peer("c", PeerPath.None)] } },
        { "a peer gone", Stored with { Peers = [] } },
        { "a better path", Stored with { Peers = [Peer("b", PeerPath.Direct)] } },
        { "other words", Stored with { Conditions = [Stored.Conditions![0], Verdict("StunReachable", "True", "Answered") with { Message = "2 of 2" }] } },
    };

    [Theory]
    [MemberData(nameof(Urgent))]
    public void IsUrgent_IsTrue_ForWhatOthersActOn(string what, MeshNodeAgent report) => Assert.True(ReportUrgency.IsUrgent(Stored, report), what);

    [Theory]
    [MemberData(nameof(Progress))]
    public void IsUrgent_IsFalse_ForProgress(string what, MeshNodeAgent report) => Assert.False(ReportUrgency.IsUrgent(Stored, report), what);

    [Fact]
    public void IsUrgent_IsTrue_ForTheFirstReport() => Assert.True(ReportUrgency.IsUrgent(null, Stored));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(5, 0.5)]
    [InlineData(25, 2.5)]
    [InlineData(100, 10)]
    [InlineData(200, 10)]
    public void Patience_GrowsWithThePeers(int peers, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), ReportUrgency.Patience(peers));

    private static PeerSummary Peer(string name, PeerPath path) => new() { Name = name, Path = path };

    private static Condition Verdict(string type, string status, string reason) => new() { Type = type, Status = status, Reason = reason };
}

using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Tests.Agent;
using MeshGate.NodeDaemon.Tests.Fakes;

namespace MeshGate.NodeDaemon.Tests.Guests;

/// <summary>Two whole daemons of which neither has orders about the other.</summary>
public sealed class MeetingGuestsTests : TwoDaemons
{
    [Fact]
    public async Task APacketToANodeOfAnotherSegment_HasBothMeet_AndIsSentOn()
    {
        await StartApartAsync();
        A.CatchStray(StrayPackets.Udp("100.96.0.1", "100.96.0.2"));
        await Time.UntilAsync(() => A.Machine.Peer(B.PublicKey)?.Endpoint is not null && B.Machine.Peer(A.PublicKey)?.Endpoint is not null, "both have a path");
        await Time.UntilAsync(() => A.Strays.SentOn.Count == 1, "the packet is sent on");
        Assert.Equal("100.96.0.2/32", PeerOfA.AllowedIPs);
        Assert.Empty(A.Strays.Refused);
    }

    [Fact]
    public async Task GuestsAreStillKnown_AfterARestartWithoutTheApi()
    {
        await StartApartAsync();
        A.CatchStray(StrayPackets.Udp("100.96.0.1", "100.96.0.2"));
        await Time.UntilAsync(() => A.Strays.SentOn.Count == 1, "the packet is sent on");
        await Time.UntilAsync(() => File.ReadAllText(Path.Combine(Folder, "a", "state.json")).Contains("100.96.0.2", StringComparison.Ordinal), "b is saved");
        A.Machine.Handshake(B.PublicKey, Time.GetUtcNow());
        Api.IsAway = true;
        await RestartAsync();
        A.CatchStray(StrayPackets.Udp("100.96.0.1", "100.96.0.2"));
        await Time.UntilAsync(() => A.Strays.SentOn.Count == 1, "b is known");
        Assert.Equal("100.96.0.2/32", PeerOfA.AllowedIPs);
    }

    [Fact]
    public async Task EachPeerHasARouteOfItsOwn_BeforeTheRestIsCaught()
    {
        await StartApartAsync();
        A.OpenStrayTrap();
        await Time.UntilAsync(() => A.Strays.Order is { Networks.IsEmpty: false }, "the mesh's range is caught");
        Assert.Equal("100.96.0.0/17,100.96.128.0/17", string.Join(',', A.Strays.Order!.Halves()));
        A.CatchStray(StrayPackets.Udp("100.96.0.1", "100.96.0.2"));
        await Time.UntilAsync(() => A.Strays.SentOn.Count == 1, "the packet is sent on");
        Assert.Contains("100.96.0.2/32", A.Machine.Routes);
    }

    [Fact]
    public async Task AnAddressThatNobodyHas_IsRefused()
    {
        await StartApartAsync();
        A.CatchStray(StrayPackets.Udp("100.96.0.1", "100.96.0.77"));
        await Time.UntilAsync(() => A.Strays.Refused.Count == 1, "the packet is refused");
        Assert.Empty(A.Strays.SentOn);
    }

    private async Task StartApartAsync()
    {
        Api.Put(Apart(AgentRig.Node("a", "100.96.0.1", "1"), "segment-1", A));
        Api.Put(Apart(AgentRig.Node("b", "100.96.0.2", "2"), "segment-2", B));
        await A.StartAsync();
        await B.StartAsync();
        await Time.UntilAsync(() => Api.Node("a")?.Status.Agent?.Candidates is { Count: > 0 } && Api.Node("b")?.Status.Agent?.Candidates is { Count: > 0 }, "both have told their addresses");
    }

    private static MeshNode Apart(MeshNode node, string segment, AgentRig daemon)
    {
        node.Status.Assignment!.Segment = segment;
        node.Status.Agent = new MeshNodeAgent { PublicKey = daemon.PublicKey };
        node.Metadata.Labels = node.Spec.Addresses!.ToDictionary(address => AddressLabel.KeyOf(System.Net.IPAddress.Parse(address)), _ => string.Empty);
        return node;
    }
}

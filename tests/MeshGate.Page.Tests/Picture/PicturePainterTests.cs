using MeshGate.Kubernetes.Entities;
using MeshGate.Page.Picture;
using MeshGate.Tests.Pages;

namespace MeshGate.Page.Tests.Picture;

public sealed class PicturePainterTests
{
    private static readonly string Laptop = SampleMesh.Name(0, 5);
    private static readonly string Nas = SampleMesh.Name(0, 0);

    private readonly SampleMesh _mesh = new(50);

    [Fact]
    public void Paint_ShowsNodesWithSegmentRoleAndPlace()
    {
        MeshPicture picture = Paint();

        Assert.Equal(50, picture.Nodes.Count);
        PictureNode hub = picture.Nodes[Nas];
        Assert.Equal(("segment-1", true, NodeHealth.Ready, "eu-central"), (hub.Segment, hub.Hub, hub.Health, hub.Region));
        Assert.Equal("address- and port-dependent mapping, address- and port-dependent filtering", hub.Nat);
        Assert.True(picture.Nodes[SampleMesh.Name(0, 2)].Relay);
        Assert.True(picture.Nodes[SampleMesh.Name(0, 3)].Gateway);
        Assert.Equal(new PictureSegment("segment-1", "Hybrid", "eu-central"), picture.Segments["segment-1"]);
        Assert.Equal("Active", picture.Routes["office"].State);
    }

    [Fact]
    public void Paint_SaysWhoIsRelayed_ByWhomAndWhy()
    {
        _mesh.FailOver(Nas, Laptop, SampleMesh.Name(0, 2));

        PictureLink link = Paint().Links[$"{Nas}~{Laptop}"];

        Assert.Equal((LinkKind.Relay, LinkHealth.Good, SampleMesh.Name(0, 2), 1, "Silent", 212), (link.Kind, link.Health, link.Via, link.Failovers, link.Cause, link.Gap));
        Assert.Equal("the direct path was silent", link.Reason);
        Assert.True(link.Pinned);
    }

    [Fact]
    public void Paint_NamesTwoRelaysInARow_FromThePairsFirstEnd_WhicheverReports()
    {
        (string first, string second) = string.CompareOrdinal(Nas, Laptop) < 0 ? (Nas, Laptop) : (Laptop, Nas);
        _mesh.FailOver(first, second, "east+west");
        Assert.Equal("east+west", Paint().Links[$"{first}~{second}"].Via);

        _mesh.FailOver(second, first, "west+east");
        PictureLink link = Paint().Links[$"{first}~{second}"];
        Assert.Equal("east+west", link.Via);
        Assert.Equal("the relays east and west", Happenings.Words(link));
    }

    [Fact]
    public void Paint_TakesWhatIsOfflineAsDegraded_AndItsReportLast()
    {
        _mesh.GoDirect(Nas, Laptop);
        _mesh.SetOnline(Laptop, false);

        MeshPicture picture = Paint();

        Assert.Equal(NodeHealth.Offline, picture.Nodes[Laptop].Health);
        Assert.StartsWith("No heartbeat", picture.Nodes[Laptop].Message, StringComparison.Ordinal);
        Assert.Equal((LinkKind.Direct, LinkHealth.Degraded), (picture.Links[$"{Nas}~{Laptop}"].Kind, picture.Links[$"{Nas}~{Laptop}"].Health));
    }

    [Fact]
    public void Paint_ShowsPinnedPairsThatSleep_AndNodesThatAreNobodysPeer()
    {
        MeshNode fresh = new() { Metadata = new() { Name = "new" } };
        MeshNode one = _mesh.Nodes[Nas];
        one = new MeshNode { Metadata = one.Metadata, Spec = one.Spec, Status = one.Status with { Agent = one.Status.Agent! with { Peers = [] } } };
        MeshNode two = _mesh.Nodes[Laptop];
        two = new MeshNode { Metadata = two.Metadata, Spec = two.Spec, Status = two.Status with { Agent = two.Status.Agent! with { Peers = null } } };

        MeshPicture picture = PicturePainter.Paint([fresh, one, two], []);

        PictureLink link = Assert.Single(picture.Links.Values);
        Assert.Equal((LinkKind.Idle, LinkHealth.Unknown), (link.Kind, link.Health));
        Assert.Null(picture.Nodes["new"].Segment);
        Assert.Equal((NodeHealth.NotReady, "The operator has not looked at the node yet."), (picture.Nodes["new"].Health, picture.Nodes["new"].Message));
    }

    /// <summary>Most pairs of a large mesh sleep: that is no path missing, and nothing to draw.</summary>
    [Fact]
    public void Paint_LeavesOutPairsThatSleep_UnlessTheTopologyKeepsThemTogether()
    {
        MeshNode Told(string name, IReadOnlyList<string> pinned, params PeerSummary[] peers) => new()
        {
            Metadata = _mesh.Nodes[name].Metadata,
            Spec = _mesh.Nodes[name].Spec,
            Status = _mesh.Nodes[name].Status with { Assignment = _mesh.Nodes[name].Status.Assignment! with { Pinned = pinned }, Agent = _mesh.Nodes[name].Status.Agent! with { Peers = peers } },
        };
        PeerSummary Asleep(string name) => new() { Name = name, Path = PeerPath.Asleep };
        string other = SampleMesh.Name(0, 6);

        MeshPicture asleep = PicturePainter.Paint([Told(Nas, [Laptop], Asleep(Laptop), Asleep(other)), Told(Laptop, [], Asleep(Nas), Asleep(other)), Told(other, [], Asleep(Nas), Asleep(Laptop))], []);

        Assert.Equal((LinkKind.Idle, LinkHealth.Unknown), (Assert.Single(asleep.Links.Values).Kind, asleep.Links[$"{Nas}~{Laptop}"].Health));

        // One end that is awake already is believed.
        MeshPicture waking = PicturePainter.Paint([Told(Laptop, [], Asleep(other)), Told(other, [], new PeerSummary { Name = Laptop, Path = PeerPath.Direct })], []);
        Assert.Equal(LinkKind.Direct, Assert.Single(waking.Links.Values).Kind);
    }

    [Fact]
    public void Paint_BearsWhateverSomebodyMayHaveWritten()
    {
        MeshNode odd = new()
        {
            Metadata = new() { Name = "odd" },
            Spec = null!,
            Status = new MeshNodeStatus
            {
                Assignment = new MeshNodeAssignment { Pinned = ["odd", "nobody", null!], Members = [null!] },
                Agent = new MeshNodeAgent { Peers = [null!, new PeerSummary { Name = null!, Failovers = 3 }, new PeerSummary { Name = "odd" }, new PeerSummary { Name = "nobody" }, new PeerSummary { Name = "even" }, new PeerSummary { Name = "even", Path = PeerPath.Turn }] },
                Conditions = [null!],
            },
        };
        MeshRoute route = new() { Metadata = new() { Name = "r" }, Spec = null!, Status = null! };

        MeshPicture picture = PicturePainter.Paint([odd, new MeshNode { Metadata = new() { Name = "even" }, Status = null! }], [route]);

        Assert.Equal("even~odd", Assert.Single(picture.Links).Key);
        Assert.Equal(string.Empty, picture.Routes["r"].Destination);
    }

    private MeshPicture Paint() => PicturePainter.Paint(_mesh.Nodes.Values, _mesh.Routes);
}

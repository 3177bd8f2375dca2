using MeshGate.Page.Picture;
using MeshGate.Tests.Pages;

namespace MeshGate.Page.Tests.Picture;

public sealed class PictureUpdateTests
{
    private readonly SampleMesh _mesh = new(50);

    [Fact]
    public void Between_HoldsEverything_WhenThereWasNothing()
    {
        PictureUpdate update = PictureUpdate.Between(MeshPicture.Empty, Paint(), 1);

        Assert.Equal(50, update.Nodes.Length);
        Assert.Equal(5, update.Segments.Length);
        Assert.Equal(update.Nodes.Select(node => node.Name).Order(StringComparer.Ordinal), update.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Between_HoldsOnlyWhatChanged()
    {
        MeshPicture before = Paint();
        _mesh.GoDirect(SampleMesh.Name(0, 0), SampleMesh.Name(0, 5), 99);

        PictureUpdate update = PictureUpdate.Between(before, Paint(), 2);

        Assert.Equal(99, Assert.Single(update.Links).Rtt);
        Assert.Empty(update.Nodes);
        Assert.True(PictureUpdate.Between(before, before, 3).IsEmpty);
    }

    [Fact]
    public void Between_NamesWhatIsGone()
    {
        MeshPicture before = Paint();
        string gone = SampleMesh.Name(4, 9);
        _mesh.Nodes.Remove(gone);

        PictureUpdate update = PictureUpdate.Between(before, Paint(), 2);

        Assert.Equal([gone], update.GoneNodes);
        Assert.NotEmpty(update.GoneLinks);
        Assert.All(update.GoneLinks, link => Assert.Contains(gone, link, StringComparison.Ordinal));
    }

    private MeshPicture Paint() => PicturePainter.Paint(_mesh.Nodes.Values, _mesh.Routes);
}

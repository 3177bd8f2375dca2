using System.Collections.Immutable;
using MeshGate.Page.Picture;
using MeshGate.Tests.Pages;

namespace MeshGate.Page.Tests.Picture;

public sealed class HappeningsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string One = SampleMesh.Name(0, 0);
    private static readonly string Other = SampleMesh.Name(0, 5);
    private static readonly string Relay = SampleMesh.Name(0, 2);

    private readonly SampleMesh _mesh = new(50);

    [Fact]
    public void Between_TellsAFailover_OnceWithItsCauseAndGap()
    {
        _mesh.GoDirect(One, Other);

        Happening told = Assert.Single(After(mesh => mesh.FailOver(One, Other, Relay)));

        Assert.Equal((HappeningKind.Failover, One, Other, Now), (told.Kind, told.One, told.Other, told.At));
        Assert.Equal($"{One} and {Other} failed over from the direct path to the relay {Relay}: nothing was heard on it; nothing passed for 212 ms.", told.Text);
    }

    [Fact]
    public void Between_TellsTheReturnToABetterPath()
    {
        _mesh.FailOver(One, Other, Relay);

        Happening told = Assert.Single(After(mesh => mesh.GoDirect(One, Other)));

        Assert.Equal((HappeningKind.Better, $"{One} and {Other} moved from the relay {Relay} to the direct path."), (told.Kind, told.Text));
    }

    [Fact]
    public void Between_TellsWhoWentOfflineAndCameBack()
    {
        Assert.Equal([HappeningKind.Offline], After(mesh => mesh.SetOnline(Other, false)).Select(told => told.Kind));
        Assert.Equal([HappeningKind.Online], After(mesh => mesh.SetOnline(Other, true)).Select(told => told.Kind));
    }

    [Fact]
    public void Between_TellsWhoCameAndWent_AndNothingOfMeasurements()
    {
        Assert.Equal($"{Other} is gone.", Assert.Single(After(mesh => mesh.Nodes.Remove(Other))).Text);
        Assert.Empty(After(mesh => mesh.Measure(One, 77)));
    }

    private ImmutableArray<Happening> After(Action<SampleMesh> change)
    {
        MeshPicture before = PicturePainter.Paint(_mesh.Nodes.Values, _mesh.Routes);
        change(_mesh);
        return Happenings.Between(before, PicturePainter.Paint(_mesh.Nodes.Values, _mesh.Routes), Now);
    }
}

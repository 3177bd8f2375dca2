using MeshGate.Lab.Nat;
using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Tests.Swarm;

public sealed class PathModelTests
{
    private static readonly SimulatedMachine Here = SimulatedMachine.Of(1, "here");
    private static readonly SimulatedMachine There = SimulatedMachine.Of(1, "there");

    [Theory]
    [InlineData(null, NatKind.Symmetric, true)]
    [InlineData(NatKind.FullCone, NatKind.Symmetric, true)]
    [InlineData(NatKind.AddressRestricted, NatKind.Symmetric, true)]
    [InlineData(NatKind.PortRestricted, NatKind.PortRestricted, true)]
    [InlineData(NatKind.PortRestricted, NatKind.Symmetric, false)]
    [InlineData(NatKind.Symmetric, NatKind.Symmetric, false)]
    [InlineData(null, NatKind.UdpBlocked, false)]
    public void IsDirect_FollowsMappingAndFiltering(NatKind? one, NatKind? other, bool expected)
    {
        Assert.Equal(expected, PathModel.IsDirect(Here with { Nat = one }, There with { Nat = other }));
        Assert.Equal(expected, PathModel.IsDirect(There with { Nat = other }, Here with { Nat = one }));
    }

    [Fact]
    public void RoundTrip_IsWhatBothEndsMeasure()
        => Assert.Equal(PathModel.RoundTrip(Here, There, 1, 0), PathModel.RoundTrip(There, Here, 1, 0));

    [Fact]
    public void RoundTrip_DiffersALittle_WhenMeasuredAgain()
    {
        var (first, second) = (PathModel.RoundTrip(Here, There, 1, 0), PathModel.RoundTrip(Here, There, 1, 1));

        Assert.NotEqual(first, second);
        Assert.InRange(second / first, 0.9, 1.11);
    }

    [Fact]
    public void RoundTrip_GrowsWithTheWay()
    {
        var near = There with { Region = Here.Region };
        var far = There with { Region = Region.All.MaxBy(region => region.KilometresTo(Here.Region))! };

        Assert.True(PathModel.RoundTrip(Here, far, 1, 0) > TimeSpan.FromMilliseconds(100) + PathModel.RoundTrip(Here, near, 1, 0));
    }
}

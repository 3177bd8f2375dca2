using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Policy;

public sealed class HeartbeatIntervalTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(200, 10)]
    [InlineData(201, 20)]
    [InlineData(1000, 50)]
    [InlineData(10_000, 300)]
    [InlineData(1_000_000, 300)]
    public void ForMeshOf_GrowsWithTheMesh_UpToFiveMinutes(int nodes, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), HeartbeatInterval.ForMeshOf(nodes));

    [Theory]
    [InlineData(10, 30, 30)]
    [InlineData(10, 45, 45)]
    [InlineData(20, 30, 60)]
    public void TimeoutFor_IsNeverBelowThreeIntervals(int interval, int wanted, int expected)
        => Assert.Equal(TimeSpan.FromSeconds(expected), HeartbeatInterval.TimeoutFor(TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(wanted)));
}

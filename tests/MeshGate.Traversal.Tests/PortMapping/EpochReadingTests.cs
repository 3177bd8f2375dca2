using MeshGate.Traversal.PortMapping;

namespace MeshGate.Traversal.Tests.PortMapping;

public sealed class EpochReadingTests
{
    [Theory]
    [InlineData(1000, 20, 1020, false, false)]
    [InlineData(1000, 20, 1019, false, false)]
    [InlineData(1000, 0, 999, false, false)]
    [InlineData(1000, 0, 998, false, true)]
    [InlineData(1000, 20, 5, false, true)]
    [InlineData(1000, 20, 1000, false, true)]
    [InlineData(1000, 20, 9000, false, true)]
    [InlineData(0, 160, 149, false, false)]
    [InlineData(0, 160, 147, false, true)]
    [InlineData(1000, 20, 1020, true, false)]
    [InlineData(1000, 20, 9000, true, false)]
    [InlineData(1000, 160, 1138, true, false)]
    [InlineData(1000, 160, 1137, true, true)]
    [InlineData(1000, 20, 5, true, true)]
    [InlineData(4294967295, 20, 10, true, true)]
    public void ShowsLoss_FollowsTheRules(uint first, int elapsed, uint second, bool isNatPmp, bool expected)
    {
        var reading = new EpochReading(first, TimeSpan.FromSeconds(100));

        Assert.Equal(expected, reading.ShowsLoss(new EpochReading(second, TimeSpan.FromSeconds(100 + elapsed)), isNatPmp));
    }
}

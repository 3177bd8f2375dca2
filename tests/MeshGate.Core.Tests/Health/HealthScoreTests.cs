using MeshGate.Core.Health;

namespace MeshGate.Core.Tests.Health;

public sealed class HealthScoreTests
{
    [Theory]
    [InlineData(0, 0, 0, 1, HealthBand.Good)]
    [InlineData(100, 0, 0, 0.8, HealthBand.Good)]
    [InlineData(400, 0, 0, 0.5, HealthBand.Fair)]
    [InlineData(0, 200, 0, 0.5, HealthBand.Fair)]
    [InlineData(0, 0, 0.5, 0.25, HealthBand.Poor)]
    [InlineData(10, 0, 2, 0, HealthBand.Poor)]
    public void OfPath_FallsWithRoundTripJitterAndLoss(int roundTrip, int jitter, double loss, double score, HealthBand band)
    {
        double found = HealthScore.OfPath(TimeSpan.FromMilliseconds(roundTrip), TimeSpan.FromMilliseconds(jitter), loss);
        Assert.Equal(score, found, 6);
        Assert.Equal(band, HealthScore.BandOf(found));
    }

    [Fact]
    public void OfAll_IsTheMean_AndOneWhereThereIsNothing()
    {
        Assert.Equal(1, HealthScore.OfAll([]));
        Assert.Equal(0.5, HealthScore.OfAll([1, 0]));
        Assert.Equal(1, HealthScore.OfPath(null, TimeSpan.Zero, 0));
    }
}

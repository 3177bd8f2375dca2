using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>Durations and sizes as people write them.</summary>
public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("2s", 2)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5s", 1.5)]
    [InlineData("1h", 3600)]
    public void TryParse_ReadsDurations(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds, 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("25h")]
    [InlineData("99999999999999999999999999999999h")]
    public void TryParse_RefusesOthers(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("500", 500)]
    [InlineData("64KiB", 65536)]
    [InlineData("1MiB", 1048576)]
    public void TryParse_ReadsSizes(string text, int bytes)
    {
        Assert.True(SizeText.TryParse(text, out var size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("2GiB")]
    [InlineData("1MB")]
    [InlineData("-1")]
    public void TryParse_RefusesOtherSizes(string text) => Assert.False(SizeText.TryParse(text, out _));
}

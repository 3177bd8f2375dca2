using FsCheck.Xunit;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Policy;

public sealed class MeshDurationTests
{
    [Theory]
    [InlineData("25s", 25_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("1h2m3s4ms", 3_723_004)]
    public void TryParse_Reads_WhenTextIsADuration(string text, long milliseconds)
    {
        Assert.True(MeshDuration.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("5x")]
    [InlineData("1..5s")]
    [InlineData("99999999999h")]
    [InlineData("1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h")]
    public void TryParse_Refuses_WhenTextIsAnythingElse(string? text) => Assert.False(MeshDuration.TryParse(text, out _));

    [Property]
    public void TryParse_ReadsBackWhatFormatWrote_ToTheMillisecond(uint milliseconds)
    {
        TimeSpan duration = TimeSpan.FromMilliseconds(milliseconds);
        Assert.True(MeshDuration.TryParse(MeshDuration.Format(duration), out TimeSpan read));
        Assert.Equal(duration, read);
    }

    [Property]
    public void TryParse_NeverThrows_WhateverTheText(string? text)
        => Assert.True(MeshDuration.TryParse(text, out TimeSpan duration) || duration == TimeSpan.Zero);
}

using MeshGate.Lab.Traffic;

namespace MeshGate.Lab.Tests.Traffic;

public sealed class StreamTimelineTests
{
    [Fact]
    public void Of_CountsPartByPart_WhenSomePacketsAreLost()
    {
        var timeline = StreamTimeline.Of(7, TimeSpan.FromMilliseconds(100), [At(0), At(50), At(100), At(150)], [At(10), TimeSpan.MinValue, At(210), At(190)]);
        Assert.Equal(7, timeline.Origin);
        Assert.Equal([2, 2, 0], timeline.Sent);
        Assert.Equal([1, 1, 1], timeline.Received);
    }

    [Fact]
    public void Of_HasOnePart_WhenNothingWasSent()
    {
        var timeline = StreamTimeline.Of(0, TimeSpan.FromMilliseconds(100), [], []);
        Assert.Equal([0], timeline.Sent);
        Assert.Equal([0], timeline.Received);
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}

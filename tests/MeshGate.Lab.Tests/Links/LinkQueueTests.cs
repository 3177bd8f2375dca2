using FsCheck.Xunit;
using MeshGate.Lab.Links;

namespace MeshGate.Lab.Tests.Links;

public sealed class LinkQueueTests
{
    [Property]
    public bool Remove_GivesTheEarliestFirst_AndEqualOnesAsTheyCame(byte[] arrivals)
    {
        var queue = new LinkQueue(Math.Max(1, arrivals.Length));
        foreach (var (arrival, number) in arrivals.Select((a, i) => (a, i)))
        {
            queue.TryTake(out var slot);
            BitConverter.TryWriteBytes(queue.Buffer(slot), number);
            queue.Add(slot, sizeof(int), TimeSpan.FromTicks(arrival));
        }

        var found = new List<int>();
        while (queue.NextArrival is not null)
        {
            var slot = queue.Remove();
            found.Add(BitConverter.ToInt32(queue.Packet(slot)));
            queue.Return(slot);
        }

        return found.SequenceEqual(arrivals.Select((a, i) => (Arrival: a, Number: i)).OrderBy(a => a.Arrival).Select(a => a.Number));
    }

    [Fact]
    public void TryTake_SaysThatThereIsNoRoom_UntilABufferComesBack()
    {
        var queue = new LinkQueue(2);
        Assert.True(queue.TryTake(out var first));
        Assert.True(queue.TryTake(out var second));
        Assert.NotEqual(first, second);
        Assert.False(queue.TryTake(out _));
        queue.Return(first);
        Assert.True(queue.TryTake(out var again));
        Assert.Equal(first, again);
    }

    [Theory]
    [InlineData(0.5, 3)]
    [InlineData(0.99, 500)]
    [InlineData(1, 20_000)]
    public void Quantile_IsTheNearestRank(double share, int microseconds)
    {
        var late = new Lateness();
        for (var i = 0; i < 1000; i++)
        {
            late.Note(TimeSpan.FromMicroseconds(i < 600 ? 3 : i < 999 ? 500 : 1_000_000));
        }

        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), late.Quantile(share));
        Assert.Equal(TimeSpan.Zero, new Lateness().Quantile(share));
    }
}

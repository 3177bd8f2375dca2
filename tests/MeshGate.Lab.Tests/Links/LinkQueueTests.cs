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

    [Fact]
    public void Packet_CostsNoAllocation_FromOneEndToTheOther()
    {
        var (queue, shaper, late) = (new LinkQueue(100), new LinkShaper(new Random(3)), new Lateness());
        shaper.Apply(new LinkSpec { Delay = TimeSpan.FromMilliseconds(20), Jitter = TimeSpan.FromMilliseconds(10), Rate = 1_000_000_000, Loss = 1 });
        Pass(queue, shaper, late, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(queue, shaper, late, 10_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Pass(LinkQueue queue, LinkShaper shaper, Lateness late, int packets)
    {
        for (var i = 0; i < packets; i++)
        {
            if (queue.Count == 50)
            {
                late.Note(queue.NextArrival!.Value);
                queue.Return(queue.Remove());
            }

            queue.TryTake(out var slot);
            if (shaper.Admit(TimeSpan.FromMilliseconds(i), 1500, out var arrival) == LinkVerdict.Deliver)
            {
                queue.Add(slot, 1500, arrival);
            }
            else
            {
                queue.Return(slot);
            }
        }
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

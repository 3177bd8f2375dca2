using MeshGate.Core.Health;
using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.Hellos;

namespace MeshGate.Traversal.Tests.Hostile;

public sealed class HelloHostileTests(ITestOutputHelper output)
{
    private const int FuzzSeed = 20250311;

    private static Hello Genuine => new()
    {
        Session = 0x01020304,
        Sequence = 0xfffffffe,
        HeardSession = 7,
        Heard = 9,
        HeardBefore = 0xdeadbeef,
        Held = TimeSpan.FromMicroseconds(123456L),
        Interval = TimeSpan.FromMilliseconds(100),
        State = HelloState.Suspect,
        IsPoll = true,
        IsActive = true,
    };

    [Fact]
    public void TryRead_ReadsWhatWasWritten()
    {
        Assert.True(HelloCodec.TryRead(Write(Genuine), out Hello read));
        Assert.Equal(Genuine, read);
    }

    [Fact]
    public void TryRead_RefusesEveryOtherLength()
    {
        for (int length = 0; length < 100; length++)
        {
            byte[] datagram = new byte[length];
            Write(Genuine).AsSpan(0, Math.Min(length, HelloCodec.Length)).CopyTo(datagram);
            Assert.Equal(length == HelloCodec.Length, HelloCodec.TryRead(datagram, out _));
        }
    }

    [Fact]
    public void TryRead_RefusesWhatIsNeverWritten()
    {
        Assert.False(HelloCodec.TryRead(Write(Genuine with { Session = 0 }), out _));
        Assert.False(HelloCodec.TryRead(Write(Genuine with { Sequence = 0 }), out _));
        Assert.False(HelloCodec.TryRead(Write(Genuine with { State = (HelloState)4 }), out _));
    }

    [Fact]
    public void Session_SurvivesAnyHello_AndAllocatesNothing()
    {
        var random = new Random(FuzzSeed);
        var mutator = new Mutator(random);
        var budget = new FuzzBudget(TimeSpan.FromSeconds(3));
        byte[] seed = Write(Genuine);
        var session = new HelloSession(7, isControlling: true, new HelloSettings(), TimeSpan.Zero);
        TimeSpan now = TimeSpan.Zero;
        long allocated = 0;
        Action<byte[]> feed = datagram =>
        {
            now += TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerSecond));
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isRead = HelloCodec.TryRead(datagram, out Hello hello);
            if (isRead)
            {
                session.Receive(hello, now);
            }

            session.Judge(now, TimeSpan.FromTicks(random.Next(1000)));
            double score = session.Quality.Score;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            budget.Count("hello", isRead);
            if (score is not (>= 0 and <= 1))
            {
                Assert.Fail($"A score of {score} after {Convert.ToHexString(datagram)}.");
            }
        };
        while (budget.IsLeft)
        {
            budget.Feed(mutator.Mutate(seed, Write(session.Send(now))), feed);
        }

        budget.Report(output);
        Assert.Equal(0, allocated);
        Assert.True(budget.ReadBy("hello") > budget.Made / 50);
    }

    private static byte[] Write(in Hello hello)
    {
        byte[] datagram = new byte[HelloCodec.Length];
        HelloCodec.Write(datagram, hello);
        return datagram;
    }
}

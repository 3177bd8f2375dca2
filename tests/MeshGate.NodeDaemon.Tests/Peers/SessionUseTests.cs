using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Tests.Peers;

public sealed class SessionUseTests
{
    private readonly SessionUse _use = new();

    [Fact]
    public void LonePacket_IsInUseForThreeSeconds()
    {
        Assert.False(_use.Take(false, Seconds(0)));
        Assert.True(_use.Take(true, Seconds(1)));
        Assert.True(_use.Take(false, Seconds(3.9)));
        Assert.False(_use.Take(false, Seconds(4)));
    }

    [Fact]
    public void Conversation_IsInUseThroughPausesAsLongAsItself()
    {
        _use.Take(true, Seconds(0));
        _use.Take(true, Seconds(2.5));
        _use.Take(true, Seconds(5));
        Assert.True(_use.Take(false, Seconds(9.9)));
        Assert.False(_use.Take(false, Seconds(10)));
    }

    [Fact]
    public void LongConversation_IsInUseForTenSecondsMore()
    {
        for (var second = 0; second <= 60; second++)
        {
            Assert.True(_use.Take(true, Seconds(second)));
        }

        Assert.True(_use.Take(false, Seconds(69.9)));
        Assert.False(_use.Take(false, Seconds(70)));
    }

    [Fact]
    public void AfterAPauseTooLong_UseBeginsAnew()
    {
        _use.Take(true, Seconds(0));
        _use.Take(true, Seconds(60));
        Assert.True(_use.Take(false, Seconds(62.9)));
        Assert.False(_use.Take(false, Seconds(63)));
    }

    [Fact]
    public void Forgotten_IsNotInUse()
    {
        _use.Take(true, Seconds(0));
        _use.Forget();
        Assert.False(_use.Take(false, Seconds(0.1)));
    }

    private static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);
}

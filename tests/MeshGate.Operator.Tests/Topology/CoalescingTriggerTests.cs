using MeshGate.Operator.Topology;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Operator.Tests.Topology;

public sealed class CoalescingTriggerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CoalescingTrigger _trigger;

    public CoalescingTriggerTests() => _trigger = new CoalescingTrigger(_time, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500));

    [Fact]
    public async Task Wait_Completes_OnceNoSignalCameFor100Milliseconds()
    {
        Task wait = _trigger.WaitAsync(TestContext.Current.CancellationToken);
        _trigger.Signal();
        await AdvanceAsync(90);
        _trigger.Signal();
        await AdvanceAsync(90);
        Assert.False(wait.IsCompleted);
        await AdvanceAsync(20);
        await wait.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Wait_Completes_After500Milliseconds_WhenSignalsNeverStop()
    {
        Task wait = _trigger.WaitAsync(TestContext.Current.CancellationToken);
        for (int passed = 0; passed < 480; passed += 20)
        {
            _trigger.Signal();
            Assert.False(wait.IsCompleted);
            await AdvanceAsync(20);
        }

        _trigger.Signal();
        await AdvanceAsync(40);
        await wait.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Wait_DoesNotComplete_WithoutASignal()
    {
        Task wait = _trigger.WaitAsync(TestContext.Current.CancellationToken);
        await AdvanceAsync(5000);
        Assert.False(wait.IsCompleted);
    }

    private async Task AdvanceAsync(int milliseconds)
    {
        // Whoever waits does so on another thread and must have taken the signal before the clock moves.
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}

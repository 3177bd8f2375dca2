using MeshGate.Kubernetes.Queues;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Add_HoldsAKeyOnce_WhenItIsAddedTwice()
    {
        _queue.Add("a");
        _queue.Add("a");
        _queue.Add("b");
        Assert.Equal(2, _queue.Count);
        Assert.Equal("a", await TakeAsync());
        Assert.Equal("b", await TakeAsync());
    }

    [Fact]
    public async Task WaitedBy_SaysHowLongAKeyWaited_WhileItIsWorkedOn()
    {
        _queue.Add("a");
        _time.Advance(TimeSpan.FromSeconds(3));
        await TakeAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(3), _queue.WaitedBy("a"));
        _queue.Done("a");
        Assert.Equal(TimeSpan.Zero, _queue.WaitedBy("a"));
    }

    [Fact]
    public async Task Take_WaitsForDone_WhenTheKeyIsAddedWhileWorkedOn()
    {
        _queue.Add("a");
        await TakeAsync();
        _queue.Add("a");
        var second = _queue.TakeAsync(Token).AsTask();
        Assert.False(second.IsCompleted);
        _queue.Done("a");
        Assert.Equal((true, "a"), await second);
    }

    [Fact]
    public async Task AddAfter_HandsTheKeyOutWhenDue_AndNotBefore()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, _queue.Count);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("a", await TakeAsync());
    }

    [Fact]
    public void AddAfter_KeepsTheSooner_WhenAKeyIsDelayedTwice()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _queue.AddAfter("a", TimeSpan.FromSeconds(20));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public async Task Add_SatisfiesADelayedAdd_WhenItComesSooner()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(10));
        _queue.Add("a");
        await TakeAsync();
        _queue.Done("a");
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task AddRateLimited_DoublesUpToABoundAndNeverGivesUp_WhenAKeyFailsOn()
    {
        var delays = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            var start = _time.GetUtcNow();
            _queue.AddRateLimited("a");
            await _time.UntilAsync(() => _queue.Count == 1, TimeSpan.FromMilliseconds(i < 8 ? 50 : 1000));
            delays.Add(_time.GetUtcNow() - start);
            Assert.Equal("a", await TakeAsync());
            _queue.Done("a");
        }

        Assert.Equal(50, delays[0].TotalMilliseconds, 1);
        Assert.Equal(100, delays[1].TotalMilliseconds, 1);
        Assert.Equal(200, delays[2].TotalMilliseconds, 1);
        Assert.Equal(60, delays[^1].TotalSeconds, 1);
        _queue.Forget("a");
        _queue.AddRateLimited("a");
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public async Task ShutDown_DrainsWhatWasAddedAndDropsWhatWasDelayed_WhenWorkIsUnderWay()
    {
        _queue.Add("a");
        _queue.Add("b");
        _queue.AddAfter("c", TimeSpan.FromSeconds(1));
        await TakeAsync();
        _queue.Add("a");
        var drained = _queue.ShutDown();
        _queue.Add("d");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("b", await TakeAsync());
        _queue.Done("b");
        Assert.False(drained.IsCompleted);
        _queue.Done("a");
        Assert.Equal("a", await TakeAsync());
        _queue.Done("a");
        await drained.WaitAsync(Token);
        Assert.Equal((false, null), await _queue.TakeAsync(Token));
    }

    [Fact]
    public async Task Take_NeverHandsAKeyOutTwiceAtOnce_WhenManyWorkersTake()
    {
        var working = new int[8];
        var overlaps = 0;
        var handled = 0;
        var workers = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (await _queue.TakeAsync(Token) is (true, { } key))
            {
                var index = key[0] - 'a';
                if (Interlocked.Increment(ref working[index]) > 1)
                {
                    Interlocked.Increment(ref overlaps);
                }

                await Task.Yield();
                Interlocked.Increment(ref handled);
                Interlocked.Decrement(ref working[index]);
                _queue.Done(key);
            }
        }, Token)).ToList();
        for (var i = 0; i < 4000; i++)
        {
            _queue.Add(((char)('a' + (i % 8))).ToString());
        }

        await _queue.ShutDown().WaitAsync(Token);
        await Task.WhenAll(workers);
        Assert.Equal(0, overlaps);
        Assert.InRange(handled, 8, 4000);
    }

    private async Task<string?> TakeAsync()
    {
        var (hasKey, key) = await _queue.TakeAsync(Token);
        Assert.True(hasKey);
        return key;
    }
}

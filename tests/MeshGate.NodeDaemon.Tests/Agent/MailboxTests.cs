using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Agent;

public sealed class MailboxTests : IDisposable
{
    private readonly Mailbox<string> _box = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_GivesTheLatest_WhenSeveralWerePosted()
    {
        _box.Post("a");
        _box.Post("b");
        Assert.Equal("b", await _box.TakeAsync(Token));
        Task<string> next = _box.TakeAsync(Token);
        Assert.False(next.IsCompleted);
        _box.Post("c");
        Assert.Equal("c", await next);
    }

    [Fact]
    public async Task TakeAsync_GivesNothing_WhenTheTimeIsOver_AndTheNextAfterwards()
    {
        Task<string?> taken = _box.TakeAsync(TimeSpan.FromSeconds(1), _time, Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await taken);
        _box.Post("a");
        Assert.Equal("a", await _box.TakeAsync(TimeSpan.FromSeconds(1), _time, Token));
    }

    [Fact]
    public async Task Return_KeepsTheNewer_WhenOneCameMeanwhile()
    {
        _box.Post("newer");
        _box.Return("older");
        Assert.Equal("newer", await _box.TakeAsync(Token));
        _box.Return("older");
        Assert.Equal("older", await _box.TakeAsync(Token));
    }

    [Fact]
    public async Task TakeAsync_LosesNothing_WhenCancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<string> taken = _box.TakeAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taken);
        _box.Post("a");
        Assert.Equal("a", await _box.TakeAsync(Token));
    }

    public void Dispose() => _box.Dispose();
}

using MeshGate.NodeDaemon.Threads;

namespace MeshGate.NodeDaemon.Tests.Threads;

public sealed class OwnThreadTests
{
    [Fact]
    public async Task RunAsync_EndsWithTheWork_OnAThreadOfThatName()
    {
        string? name = null;
        await OwnThread.RunAsync("worker", () => name = Thread.CurrentThread.Name);
        Assert.Equal("worker", name);
    }

    [Fact]
    public async Task RunAsync_EndsAsTheWorkDid()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => OwnThread.RunAsync("worker", stopped.Token.ThrowIfCancellationRequested));
        var error = await Assert.ThrowsAsync<IOException>(() => OwnThread.RunAsync("worker", () => throw new IOException("torn")));
        Assert.Equal("torn", error.Message);
    }
}

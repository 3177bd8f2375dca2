using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Storage;

public sealed class StateSaverTests : IAsyncDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("meshgate-saver-").FullName;
    private readonly string _directory;
    private readonly NodeStore _store;
    private readonly FakeTimeProvider _time = new();
    private readonly CapturedLog<StateSaver> _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StateSaver _saver;
    private readonly Task _running;

    public StateSaverTests()
    {
        _directory = Path.Combine(_parent, "state");
        _store = new NodeStore(_directory);
        _saver = new StateSaver(_store, _time, _log);
        _running = _saver.RunAsync(_stop.Token);
    }

    [Fact]
    public async Task Post_SavesTheLatest_WhenSeveralCameAtOnce()
    {
        for (var i = 0; i < 10; i++)
        {
            _saver.Post(State($"peer{i}"));
        }

        await _time.UntilAsync(() => Saved() == "peer9", "the latest is saved");
    }

    [Fact]
    public async Task Post_TriesAgainEverMoreSlowly_WhenTheDiskRefuses()
    {
        Directory.Delete(_directory);
        _saver.Post(State("peer"));
        await _time.RunAsync(TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(500));
        Assert.InRange(_log.Lines.Count, 3, 7);

        Directory.CreateDirectory(_directory);
        await _time.UntilAsync(() => Saved() == "peer", "it is saved at last");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("\0\0\0\0")]
    public void Read_IsNull_WhenTheFileIsDamaged(string content)
    {
        File.WriteAllText(_store.PathOf(SavedState.FileName), content);

        Assert.Null(_store.Read(SavedState.FileName, SavedStateJsonContext.Default.SavedState));
    }

    [Fact]
    public void Read_IsNull_WhenTheFileCannotBeRead()
    {
        Directory.CreateDirectory(_store.PathOf(SavedState.FileName));

        Assert.Null(_store.Read(SavedState.FileName, SavedStateJsonContext.Default.SavedState));
    }

    [Fact]
    public void Write_KeepsTheOldFile_WhenACrashLeftAHalfWrittenOne()
    {
        _store.Write(SavedState.FileName, State("old"), SavedStateJsonContext.Default.SavedState);
        File.WriteAllText(_store.PathOf(SavedState.FileName + ".new"), "{\"peers\":[{\"na");

        Assert.Equal("old", Saved());
        _store.Write(SavedState.FileName, State("new"), SavedStateJsonContext.Default.SavedState);
        Assert.Equal("new", Saved());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _saver.Dispose();
        _stop.Dispose();
        Directory.Delete(_parent, recursive: true);
    }

    private static SavedState State(string peer) => new() { Peers = [new SavedPeer { Name = peer }] };

    private string? Saved() => _store.Read(SavedState.FileName, SavedStateJsonContext.Default.SavedState)?.Peers[0].Name;
}

using System.Text;
using MeshGate.Page.Serving;
using MeshGate.Tests.Pages;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Page.Tests.Serving;

public sealed class PictureFeedTests
{
    private readonly SampleSource _source = new(new SampleMesh(50));
    private readonly PictureFeed _feed;

    public PictureFeedTests()
    {
        _feed = new PictureFeed(_source, new FakeTimeProvider());
        _feed.Look();
    }

    [Fact]
    public void Look_TellsNothing_WhenNothingChanged()
    {
        using PictureWatcher watcher = _feed.Watch()!;
        Assert.True(watcher.Updates.TryRead(out _));

        _feed.Look();

        Assert.False(watcher.Updates.TryRead(out _));
    }

    [Fact]
    public void Look_TellsThatTheApiCannotBeWatched()
    {
        using PictureWatcher watcher = _feed.Watch()!;
        watcher.Updates.TryRead(out _);
        _source.Connect(false);

        _feed.Look();

        Assert.True(watcher.Updates.TryRead(out byte[]? update));
        Assert.Contains("\"connected\":false", Encoding.UTF8.GetString(update), StringComparison.Ordinal);
    }

    [Fact]
    public void Look_LetsGoOfOneWhoDoesNotKeepUp_AndOfNobodyElse()
    {
        using PictureWatcher slow = _feed.Watch()!;
        using PictureWatcher quick = _feed.Watch()!;
        for (int i = 0; i < 100; i++)
        {
            _source.Change(mesh => mesh.Measure("eu-central-1", i));
            _feed.Look();
            while (quick.Updates.TryRead(out _))
            {
            }
        }

        while (slow.Updates.TryRead(out _))
        {
        }

        Assert.True(slow.Updates.Completion.IsCompletedSuccessfully);
        Assert.False(quick.Updates.Completion.IsCompleted);
    }

    [Fact]
    public void Watch_IsRefused_WhenTooManyDo()
    {
        PictureWatcher[] all = [.. Enumerable.Range(0, PictureFeed.MostWatchers).Select(_ => _feed.Watch()!)];

        Assert.Null(_feed.Watch());
        all[0].Dispose();
        Assert.NotNull(_feed.Watch());
    }

    [Fact]
    public void Snapshot_RemembersWhatHappened_ButNotForEver()
    {
        for (int i = 0; i < 120; i++)
        {
            _source.Change(mesh => mesh.SetOnline("eu-central-1", i % 2 == 1));
            _feed.Look();
        }

        Assert.Equal(100, Encoding.UTF8.GetString(_feed.Snapshot()).Split("\"text\":").Length - 1);
    }
}

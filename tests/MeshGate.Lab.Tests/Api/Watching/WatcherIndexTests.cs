using System.Text.Json.Nodes;
using MeshGate.Lab.Api.Storage;
using MeshGate.Lab.Api.Watching;

namespace MeshGate.Lab.Tests.Api.Watching;

public sealed class WatcherIndexTests
{
    [Fact]
    public void Dispatch_ReachesOnlyThoseConcerned_WhenManyWatchByName()
    {
        var index = new WatcherIndex();
        Watcher[] watchers = [.. Enumerable.Range(0, 1000).Select(i => new Watcher(new WatchScope(null, $"n{i}"), [], false))];
        Array.ForEach(watchers, index.Add);

        index.Dispatch(Added("n7"));

        Assert.Equal([7], Enumerable.Range(0, 1000).Where(i => watchers[i].Events.TryRead(out _)));
    }

    [Fact]
    public void Dispatch_ClosesAWatcher_WhenItFallsTooFarBehind()
    {
        var index = new WatcherIndex();
        var watcher = new Watcher(new WatchScope(null, null), [], false);
        index.Add(watcher);

        for (int i = 0; i < 5000; i++)
        {
            index.Dispatch(Added("a"));
        }

        int told = 0;
        while (watcher.Events.TryRead(out _))
        {
            told++;
        }

        Assert.Equal(4096, told);
        Assert.True(watcher.Events.Completion.IsCompleted);
    }

    [Fact]
    public void Remove_ForgetsTheWatcher()
    {
        var index = new WatcherIndex();
        Watcher[] watchers = [new(new WatchScope(null, "a"), [], false), new(new WatchScope("x", null), [], false)];
        Array.ForEach(watchers, index.Add);
        Array.ForEach(watchers, index.Remove);

        Assert.Equal(0, index.Count);
    }

    private static StoreEvent Added(string name) =>
        new(StoreEventType.Added, 5, new StoredObject(new ObjectKey(string.Empty, name), 5, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }));
}

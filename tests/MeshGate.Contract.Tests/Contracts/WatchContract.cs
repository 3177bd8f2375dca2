using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Watches.</summary>
public abstract class WatchContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Watch_TellsEveryChangeInOrder_WhenItStartsAtAnEarlierVersion()
    {
        var name = NewName();
        var from = await NowAsync();
        await CreateNodeAsync(name);
        var changed = (await Admin.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4000}}""")).Expect(200);
        (await Admin.DeleteAsync($"{Nodes}/{name}")).Expect(200);

        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={from}&fieldSelector=metadata.name%3D{name}");
        Assert.Equal($"ADDED {name}", await watch.TellAsync());
        var modified = await watch.EventAsync();
        Assert.Equal(($"MODIFIED {name}", changed.Version), (modified.ToString(), modified.Version));
        var deleted = await watch.EventAsync();

        // The last state, with the version of the deletion: a client resumes from there.
        Assert.Equal(($"DELETED {name}", 4000), (deleted.ToString(), (int)deleted.Object["spec"]!["listenPort"]!));
        Assert.True(ulong.Parse(deleted.Version, null) > ulong.Parse(modified.Version, null));
    }

    [Fact]
    public async Task Watch_StartsWithWhatThereIs_WhenNoVersionIsGiven()
    {
        var name = NewName();
        await CreateNodeAsync(name);

        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&fieldSelector=metadata.name%3D{name}");

        Assert.Equal($"ADDED {name}", await watch.TellAsync());
        await Admin.DeleteAsync($"{Nodes}/{name}");
        Assert.Equal($"DELETED {name}", await watch.TellAsync());
    }

    [Fact]
    public async Task Watch_TellsOfOneObjectOnly_WhenItSelectsByName()
    {
        var (mine, other) = (NewName(), NewName());
        await CreateNodeAsync(other);
        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={await NowAsync()}&fieldSelector=metadata.name%3D{mine}");

        await Admin.MergeAsync($"{Nodes}/{other}", """{"spec":{"listenPort":4001}}""");
        await Admin.DeleteAsync($"{Nodes}/{other}");
        await CreateNodeAsync(mine);

        Assert.Equal($"ADDED {mine}", await watch.TellAsync());
    }

    [Fact]
    public async Task Watch_TellsADeletion_WhenAnObjectStopsMatching()
    {
        var label = NewName("set");
        var name = NewName();
        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={await NowAsync()}&labelSelector=set%3D{label}");

        await CreateNodeAsync(name);
        await Admin.MergeAsync($"{Nodes}/{name}", $$$$"""{"metadata":{"labels":{"set":"{{{{label}}}}"}}}""");
        var left = (await Admin.MergeAsync($"{Nodes}/{name}", """{"metadata":{"labels":null}}""")).Expect(200);

        Assert.Equal($"ADDED {name}", await watch.TellAsync());
        var deleted = await watch.EventAsync();
        Assert.Equal(($"DELETED {name}", left.Version), (deleted.ToString(), deleted.Version));
    }

    [Fact]
    public async Task Watch_TellsBoth_WhenANameIsDeletedAndTakenAnew()
    {
        var name = NewName();
        var old = await CreateNodeAsync(name);
        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={await NowAsync()}&fieldSelector=metadata.name%3D{name}");

        await Admin.DeleteAsync($"{Nodes}/{name}");
        await CreateNodeAsync(name);

        var deleted = await watch.EventAsync();
        var added = await watch.EventAsync();
        Assert.Equal(($"DELETED {name}", (string?)old["metadata.uid"]), (deleted.ToString(), deleted.Uid));
        Assert.Equal($"ADDED {name}", added.ToString());
        Assert.NotEqual(deleted.Uid, added.Uid);
    }

    [Fact]
    public async Task Watch_EndsWithoutAnEvent_WhenItsTimeIsUp()
    {
        using var watch = await Admin.WatchAsync(
            $"{Nodes}?watch=1&resourceVersion={await NowAsync()}&fieldSelector=metadata.name%3D{NewName()}&timeoutSeconds=1");

        Assert.Equal("END", await watch.TellAsync());
    }

    [Fact]
    public async Task Watch_TellsABookmarkBeforeItEnds_WhenAsked()
    {
        var (mine, other) = (NewName(), NewName());
        using var watch = await Admin.WatchAsync(
            $"{Nodes}?watch=1&resourceVersion={await NowAsync()}&fieldSelector=metadata.name%3D{mine}&allowWatchBookmarks=true&timeoutSeconds=6");
        var unseen = await CreateNodeAsync(other);

        var bookmark = await watch.EventAsync();

        Assert.Equal(("BOOKMARK", "MeshNode"), (bookmark.Type, (string?)bookmark.Object["kind"]));
        Assert.True(ulong.Parse(bookmark.Version, null) >= ulong.Parse(unseen.Version, null));
    }

    [Fact]
    public async Task Watch_WaitsInSilence_WhenItsVersionIsNotReachedYet()
    {
        var name = NewName();
        var future = ulong.Parse(await NowAsync(), null) + 1_000_000;
        using var watch = await Admin.WatchAsync(
            $"{Nodes}?watch=1&resourceVersion={future}&fieldSelector=metadata.name%3D{name}&timeoutSeconds=3");

        await CreateNodeAsync(name);

        Assert.Equal("END", await watch.TellAsync());
    }

    [Fact]
    public async Task Watch_TellsStatusWithTheObject()
    {
        var name = NewName();
        await CreateNodeAsync(name);
        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={await NowAsync()}&fieldSelector=metadata.name%3D{name}");

        (await Admin.MergeAsync($"{Nodes}/{name}/status", """{"status":{"observedGeneration":1}}""")).Expect(200);

        var modified = await watch.EventAsync();
        Assert.Equal(1, (int)modified.Object["status"]!["observedGeneration"]!);
    }
}

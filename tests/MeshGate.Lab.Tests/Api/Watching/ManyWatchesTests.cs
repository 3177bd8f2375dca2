using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MeshGate.Lab.Tests.Api.Watching;

public sealed class ManyWatchesTests
{
    [Fact]
    public async Task Watch_TellsEachItsOwn_WhenAThousandWatchByName()
    {
        const int count = 1000;
        await using ApiHost host = await ApiHost.StartAsync();
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"n{i}")];
        await Parallel.ForEachAsync(names, TestContext.Current.CancellationToken, async (name, _) => await host.Admin.CreateNodeAsync(name));
        string from = host.Server.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        var watches = new WatchReader[count];
        for (int i = 0; i < count; i++)
        {
            watches[i] = await host.Admin.WatchAsync($"{ApiClient.Nodes}?watch=true&resourceVersion={from}&fieldSelector=metadata.name%3D{names[i]}");
        }

        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            names, TestContext.Current.CancellationToken, async (name, _) => await host.Admin.MergeAsync($"{ApiClient.Nodes}/{name}/status", """{"status":{"publicKey":"k"}}"""));
        for (int i = 0; i < count; i++)
        {
            Assert.Equal($"MODIFIED {names[i]}", await watches[i].NextNameAsync());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} writes with {count} watches took {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        host.Server.CloseWatches();
        Assert.Equal("END", await watches[0].NextNameAsync());
        Array.ForEach(watches, watch => watch.Dispose());
    }

    [Fact]
    public async Task Watch_TellsVersionsInOrder_WhenManyWriteAtOnce()
    {
        const int writers = 8;
        const int writes = 25;
        await using ApiHost host = await ApiHost.StartAsync();
        await host.Admin.CreateNodeAsync("a");
        using WatchReader watch = await host.Admin.WatchAsync($"{ApiClient.Nodes}?watch=true&fieldSelector=metadata.name%3Da");
        Assert.Equal("ADDED a", await watch.NextNameAsync());

        // Each adds one, by reading and replacing until nobody came between.
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (int done = 0; done < writes;)
            {
                ApiAnswer current = await host.Admin.GetAsync(ApiClient.Nodes + "/a");
                current.Body["spec"]!["listenPort"] = (int)current["spec.listenPort"]! - 1;
                ApiAnswer answer = await host.Admin.PutAsync(ApiClient.Nodes + "/a", current.Body.ToJsonString());
                Assert.True(answer.Code is 200 or 409, answer.Message);
                done += answer.Code == 200 ? 1 : 0;
            }
        })));

        long last = 0;
        for (int i = 1; i <= writers * writes; i++)
        {
            (_, JsonObject seen) = (await watch.NextAsync()).GetValueOrDefault();
            long version = long.Parse((string)seen["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);
            Assert.True(version > last);
            last = version;
            Assert.Equal(51820 - i, (int)seen["spec"]!["listenPort"]!);
            Assert.Equal(i + 1, (int)seen["metadata"]!["generation"]!);
        }
    }
}

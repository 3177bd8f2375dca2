using System.Net;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Client;

public sealed class WatchTests : IDisposable
{
    private readonly FakeApiHandler _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly KubernetesHttpClient _client;

    public WatchTests() => _client = ClientUnderTest.Create(_api, _time, new KubernetesClientOptions { MaxEventBytes = 4096 });

    public void Dispose()
    {
        _client.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task WatchAsync_TellsEventsInOrder_WhenLinesArriveInPieces()
    {
        var line = $"{{\"type\":\"ADDED\",\"object\":{Json.Node("a", "5")}}}\n";
        _api.Watch().Raw(line[..20]).Raw(line[20..]).Raw("\n").Event("DELETED", Json.Node("a", "6")).Bookmark("7").Close();
        var events = await CollectAsync("4");
        Assert.Equal(
            [(WatchEventKind.Bookmark, "4"), (WatchEventKind.Added, "5"), (WatchEventKind.Deleted, "6"), (WatchEventKind.Bookmark, "7")],
            events.Select(e => (e.Type, e.Object.Metadata.ResourceVersion)));
        Assert.All(events, e => Assert.Null(e.Object.Metadata.ManagedFields));
    }

    [Fact]
    public async Task WatchAsync_AsksForBookmarksAndABoundedWatch_Always()
    {
        _api.Watch().Close();
        await CollectAsync("4");
        var path = Assert.Single(_api.Requests).Path;
        Assert.Contains("allowWatchBookmarks=true", path, StringComparison.Ordinal);
        Assert.Contains("resourceVersion=4", path, StringComparison.Ordinal);
        var seconds = int.Parse(path.Split("timeoutSeconds=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 300, 600);
    }

    [Fact]
    public async Task WatchAsync_ReadsTheEvent_WhenTheTypeStandsLast()
    {
        _api.Watch().Raw($"{{\"object\":{Json.Node("a", "5")},\"type\":\"MODIFIED\"}}").Close();
        var events = await CollectAsync("4");
        Assert.Equal((WatchEventKind.Modified, "a"), (events[1].Type, events[1].Object.Metadata.Name));
    }

    [Fact]
    public async Task WatchAsync_ThrowsExpired_WhenTheServerSaysSoInMidStream()
    {
        _api.Watch().Event("ADDED", Json.Node("a", "5")).Event("ERROR", Json.Status(410, "Expired", "too old resource version"));
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => CollectAsync("4"));
        Assert.Equal((HttpStatusCode.Gone, "Expired"), (error.Code, error.Reason));
    }

    [Fact]
    public async Task WatchAsync_ThrowsExpired_WhenTheServerRefusesAtOnce()
    {
        _api.RefuseWatch(HttpStatusCode.Gone, Json.Status(410, "Gone", "too old"));
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => CollectAsync("4"));
        Assert.Equal(HttpStatusCode.Gone, error.Code);
    }

    [Fact]
    public async Task WatchAsync_ThrowsTimeout_WhenTheConnectionIsHalfOpen()
    {
        _api.Watch().Event("ADDED", Json.Node("a", "5"));
        var start = _time.GetUtcNow();
        var watch = CollectAsync("4");
        await _time.UntilAsync(() => watch.IsCompleted, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => watch);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task WatchAsync_ThrowsATransportError_WhenTheConnectionBreaks()
    {
        _api.Watch().Event("ADDED", Json.Node("a", "5")).Break();
        await Assert.ThrowsAsync<HttpRequestException>(() => CollectAsync("4"));
    }

    [Theory]
    [InlineData("{\"type\":\"ADDED\"")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":\"NEWS\",\"object\":{}}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":null}\n")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"spec\":7}}\n")]
    [InlineData("{\"type\":7,\"object\":{}}\n")]
    [InlineData("<html>\n")]
    public async Task WatchAsync_ThrowsATransportError_WhenALineIsNoEvent(string line)
    {
        _api.Watch().Raw(line).Close();
        await Assert.ThrowsAsync<HttpRequestException>(() => CollectAsync("4"));
    }

    [Fact]
    public async Task WatchAsync_ThrowsATransportError_WhenALineHasNoEnd()
    {
        _api.Watch().Raw(new string(' ', 10_000));
        await Assert.ThrowsAsync<HttpRequestException>(() => CollectAsync("4"));
    }

    [Fact]
    public async Task WatchAsync_IsCancelled_WhenTheCallerCancels()
    {
        _api.Watch();
        using var source = new CancellationTokenSource();
        await using var watch = _client.WatchAsync(Resources.MeshNodes, new ListQuery(), source.Token).GetAsyncEnumerator(source.Token);
        Assert.True(await watch.MoveNextAsync());
        var next = watch.MoveNextAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private async Task<List<WatchEvent<MeshNode>>> CollectAsync(string version)
    {
        var events = new List<WatchEvent<MeshNode>>();
        await foreach (var watchEvent in _client.WatchAsync(
            Resources.MeshNodes, new ListQuery { ResourceVersion = version }, TestContext.Current.CancellationToken))
        {
            events.Add(watchEvent);
        }

        return events;
    }
}

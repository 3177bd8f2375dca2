using System.Net;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Informers;

public sealed class InformerTests : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly FakeApiHandler _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly KubernetesHttpClient _client;
    private readonly Informer<MeshNode> _informer;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _told = [];
    private Task _run = Task.CompletedTask;

    public InformerTests()
    {
        _client = ClientUnderTest.Create(_api, _time, new KubernetesClientOptions { MaxRetries = 0 });
        _informer = new Informer<MeshNode>(
            _client, Resources.MeshNodes, new ListQuery { LabelSelector = "x=y" }, _time, NullLogger.Instance, new Random(1));
        _informer.Subscribe(c => Note(c));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(TimeSpan.FromSeconds(10));
        _stop.Dispose();
        _client.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task Run_ReadsEveryPage_WhenTheListIsPaged()
    {
        _api.Answer(Json.List("9", "next", Json.Node("a", "1"))).Answer(Json.List("9", null, Json.Node("b", "2")));
        _api.Watch();
        await StartAsync(2);
        await _informer.Synced.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], Names());
        Assert.True(_informer.IsConnected);
        var pages = _api.Lists.Select(r => r.Path).ToList();
        Assert.EndsWith("?labelSelector=x%3Dy&limit=500", pages[0], StringComparison.Ordinal);
        Assert.EndsWith("?labelSelector=x%3Dy&limit=500&continue=next", pages[1], StringComparison.Ordinal);
        await _time.UntilAsync(() => _api.Watches.Any());
        Assert.Contains("resourceVersion=9", _api.Watches.Single().Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TellsDeletesOfTheGap_WhenTheHistoryExpiredInMidStream()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1"), Json.Node("b", "2"), Json.Node("c", "3")));
        var watch = _api.Watch();
        await StartAsync(3);
        // While nobody looked: a went, b was replaced by another of its name, c changed.
        _api.Answer(Json.List("20", null, Json.Node("b", "15", "other"), Json.Node("c", "16")));
        _api.Watch();
        watch.Event("ERROR", Json.Status(410, "Expired", "too old"));
        await _time.UntilAsync(() => Told().Length >= 7, Step);
        Assert.Equal(["+a", "+b", "+c", "-a", "-b", "+b", "~c"], Told());
        Assert.Equal(["b", "c"], Names());
        Assert.Equal(1, _informer.Interruptions);
        Assert.True(_informer.IsConnected);
    }

    [Fact]
    public async Task Run_ResumesFromTheBookmark_WhenAWatchOfBookmarksOnlyCloses()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        _api.Watch().Bookmark("50").Bookmark("60").Close();
        _api.Watch();
        await StartAsync(1);
        await _time.UntilAsync(() => _api.Watches.Count() == 2);
        Assert.Contains("resourceVersion=60", _api.Watches.Last().Path, StringComparison.Ordinal);
        Assert.Single(_api.Lists);
        Assert.Equal(0, _informer.Interruptions);
        Assert.Equal(["+a"], Told());
    }

    [Fact]
    public async Task Run_BacksOffWithoutListing_WhenEmptyWatchesCloseAtOnce()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        for (var i = 0; i < 4; i++)
        {
            _api.Watch().Close();
        }

        _api.Watch();
        await StartAsync(1);
        var start = _time.GetUtcNow();
        await _time.UntilAsync(() => _api.Watches.Count() == 5, Step);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(9));
        Assert.Single(_api.Lists);
        Assert.Equal(0, _informer.Interruptions);
    }

    [Fact]
    public async Task Run_ReopensTheWatch_WhenTheConnectionIsHalfOpen()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        _api.Watch();
        _api.Watch().Event("ADDED", Json.Node("b", "10"));
        await StartAsync(1);
        await _time.UntilAsync(() => Told().Length == 2, TimeSpan.FromSeconds(1));
        Assert.Equal(1, _informer.Interruptions);
        Assert.Single(_api.Lists);
    }

    [Fact]
    public async Task Run_TellsOnce_WhenAnObjectIsAddedTwice()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        _api.Watch().Event("ADDED", Json.Node("a", "1")).Event("ADDED", Json.Node("b", "10")).Event("ADDED", Json.Node("b", "10"))
            .Event("MODIFIED", Json.Node("b", "11")).Event("DELETED", Json.Node("b", "12")).Event("DELETED", Json.Node("b", "12")).Event("ADDED", Json.Node("c", "13"));
        await StartAsync(1);
        await _time.UntilAsync(() => Told().Contains("+c"));
        Assert.Equal(["+a", "+b", "~b", "-b", "+c"], Told());
    }

    [Fact]
    public async Task Run_KeepsItsPlace_WhenTheConnectionBreaksAndTheServerIsAway()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        var watch = _api.Watch().Event("ADDED", Json.Node("b", "12"));
        await StartAsync(2);
        watch.Break();
        await _time.UntilAsync(() => _api.Watches.Count() >= 6, Step);
        Assert.False(_informer.IsConnected);
        Assert.Equal(1, _informer.Interruptions);
        Assert.Single(_api.Lists);
        Assert.Contains("resourceVersion=12", _api.Watches.Last().Path, StringComparison.Ordinal);
        _api.Watch();
        await _time.UntilAsync(() => _informer.IsConnected, Step);
        Assert.Equal(["a", "b"], Names());
    }

    [Fact]
    public async Task Run_ListsAnew_WhenTheServerRefusesTheVersionOtherwise()
    {
        _api.Answer(Json.List("900", null, Json.Node("a", "1")));
        _api.RefuseWatch(HttpStatusCode.GatewayTimeout, Json.Status(504, "Timeout", "Too large resource version"));
        _api.Answer(Json.List("9", null, Json.Node("a", "2")));
        _api.Watch();
        await StartAsync(1);
        await _time.UntilAsync(() => _api.Watches.Count() == 2, Step);
        Assert.Contains("resourceVersion=9", _api.Watches.Last().Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "etcdserver: leader changed")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "apiserver is shutting down")]
    [InlineData(HttpStatusCode.TooManyRequests, "please try again later")]
    [InlineData(HttpStatusCode.GatewayTimeout, "request did not complete within the allotted timeout")]
    public async Task Run_KeepsItsPlace_WhenTheServerIsUnwell(HttpStatusCode code, string message)
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        for (var i = 0; i < 5; i++)
        {
            _api.RefuseWatch(code, Json.Status((int)code, "Unwell", message));
        }

        _api.Watch();
        await StartAsync(1);
        await _time.UntilAsync(() => _api.Watches.Count() == 6, Step);
        Assert.Single(_api.Lists);
        Assert.All(_api.Watches, w => Assert.Contains("resourceVersion=9", w.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_ListsAnewAfterAPause_WhenTheHistoryExpires()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        for (var i = 0; i < 4; i++)
        {
            _api.RefuseWatch(HttpStatusCode.Gone, Json.Status(410, "Expired", "too old"));
            _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        }

        _api.Watch();
        var start = _time.GetUtcNow();
        await StartAsync(1);
        await _time.UntilAsync(() => _api.Watches.Count() == 5, Step);
        Assert.Equal(5, _api.Lists.Count());
        // Four pauses that double from half a second, each drawn from its upper half: no storm of lists.
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(3.75), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task Run_ListsAnew_WhenTheServerLostItsData()
    {
        _api.Answer(Json.List("900", null, Json.Node("a", "800")));
        _api.Watch().Bookmark("12");
        _api.Answer(Json.List("12", null, Json.Node("b", "11")));
        _api.Watch();
        await StartAsync(1);
        await _time.UntilAsync(() => Told().Length == 3, Step);
        Assert.Equal(["+a", "-a", "+b"], Told());
        Assert.Equal(1, _informer.Interruptions);
    }

    [Fact]
    public async Task Run_AsksForEverythingAtOnce_WhenPagesExpire()
    {
        _api.Answer(Json.List("9", "next", Json.Node("a", "1"))).Answer(HttpStatusCode.Gone, Json.Status(410, "Expired", "token expired"));
        _api.Answer(Json.List("10", null, Json.Node("a", "1"), Json.Node("b", "2")));
        _api.Watch();
        await StartAsync(2);
        Assert.DoesNotContain("limit", _api.Lists.Last().Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TriesAtItsOwnPace_WhenTheClientWouldRetryToo()
    {
        using var retrying = ClientUnderTest.Create(_api, _time);
        var informer = new Informer<MeshNode>(retrying, Resources.MeshNodes, new ListQuery(), _time, NullLogger.Instance, new Random(1));
        using var stop = new CancellationTokenSource();
        var run = informer.RunAsync(stop.Token);
        var start = _time.GetUtcNow();
        await _time.UntilAsync(() => _time.GetUtcNow() - start > TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(250));
        Assert.InRange(_api.Lists.Count(), 5, 9);
        _api.Answer(Json.List("9", "next", Json.Node("a", "1"))).Break().Answer(Json.List("9", null, Json.Node("b", "2")));
        _api.Watch();
        await _time.UntilAsync(() => informer.Synced.IsCompleted, Step);
        Assert.Equal(2, informer.List().Count);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Run_SpacesItsAttempts_WhenTheServerIsAwayFromTheStart()
    {
        await StartAsync(0);
        var start = _time.GetUtcNow();
        await _time.UntilAsync(() => _time.GetUtcNow() - start > TimeSpan.FromMinutes(5), TimeSpan.FromMilliseconds(250));
        Assert.InRange(_api.Lists.Count(), 10, 30);
        Assert.False(_informer.Synced.IsCompleted);
        Assert.False(_informer.IsConnected);
    }

    [Fact]
    public async Task Subscribe_StartsWithWhatIsThere_WhenItComesLate()
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        var watch = _api.Watch();
        await StartAsync(1);
        var late = new List<string>();
        var subscription = _informer.Subscribe(c => late.Add((c.New ?? c.Old)!.Metadata.Name));
        using (_informer.Subscribe(_ => throw new InvalidOperationException("a bad subscriber")))
        {
            watch.Event("ADDED", Json.Node("b", "10"));
            await _time.UntilAsync(() => Told().Length == 2);
        }

        subscription.Dispose();
        watch.Event("ADDED", Json.Node("c", "11"));
        await _time.UntilAsync(() => Told().Length == 3);
        Assert.Equal(["a", "b"], late);
        Assert.Equal("1", _informer.Get(NamespacedName.Cluster("a"))!.Metadata.ResourceVersion);
    }

    private void Note(InformerChange<MeshNode> change)
    {
        lock (_told)
        {
            var sign = change.Old is null ? "+" : change.New is null ? "-" : "~";
            _told.Add(sign + (change.New ?? change.Old)!.Metadata.Name);
        }
    }

    private string[] Told()
    {
        lock (_told)
        {
            return [.. _told];
        }
    }

    private string[] Names() => [.. _informer.List().Select(n => n.Metadata.Name).Order()];

    private async Task StartAsync(int objects)
    {
        _run = _informer.RunAsync(_stop.Token);
        await _time.UntilAsync(() => Told().Length >= objects, Step);
    }
}

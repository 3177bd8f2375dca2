using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Connection;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Queues;
using MeshGate.Kubernetes.Telemetry;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Telemetry;

public sealed class RuntimeMetricsTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeApiHandler _api = new();
    private readonly RuntimeMetrics _metrics = new();
    private readonly MeterReader _read;

    public RuntimeMetricsTests() => _read = new MeterReader(_metrics);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _read.Dispose();
        _metrics.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task Client_CountsEachAttempt_ByVerbResourceAndCode()
    {
        using var client = Client(new KubernetesClientOptions { RequestsPerSecond = 1, RequestBurst = 3 });
        _api.Answer(HttpStatusCode.ServiceUnavailable, Json.Status(503, "ServiceUnavailable", "no")).Break().Answer(Json.Node("a", "5"));
        var get = client.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
        await _time.UntilAsync(() => get.IsCompleted, Step);
        _api.Answer(HttpStatusCode.Conflict, Json.Status(409, "Conflict", "stale"));
        var patch = client.PatchAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), new JsonObject(), "status", Token);
        await _time.UntilAsync(() => patch.IsCompleted, Step);
        await Assert.ThrowsAsync<KubernetesApiException>(() => patch);
        foreach (var code in (string[])["503", "none", "200"])
        {
            Assert.Equal((code, 1), (code, _read[$"api_requests_total{{verb=get,resource=meshnodes,code={code}}}"]));
        }

        Assert.Equal(1, _read["api_requests_total{verb=patch,resource=meshnodes/status,code=409}"]);
        Assert.Equal(2, _read["api_retries_total{verb=get,resource=meshnodes}"]);
        Assert.Equal(3, _read.Observed("api_request_seconds{verb=get,resource=meshnodes}").Length);
        var held = _read.Observed("api_rate_limiter_seconds");
        Assert.Equal([0, 0, 0], held[..3]);
        Assert.Equal(4, held.Length);
    }

    [Fact]
    public async Task Informer_TellsListsWatchesAndAge_AsTheyGo()
    {
        using var client = Client(new KubernetesClientOptions { MaxRetries = 0 });
        var informer = new Informer<MeshNode>(client, Resources.MeshNodes, new ListQuery(), _time, NullLogger.Instance, new Random(1), _metrics);
        using var stop = new CancellationTokenSource();
        _api.Answer(Json.List("9", null, Json.Node("a", "1"), Json.Node("b", "2")));
        var first = _api.Watch().Event("MODIFIED", Json.Node("a", "10")).Event("DELETED", Json.Node("b", "11"));
        var run = informer.RunAsync(stop.Token);
        await _time.UntilAsync(() => _read["informer_objects{resource=meshnodes}"] == 1);
        Assert.Equal(1, _read["informer_synced{resource=meshnodes}"]);
        Assert.Equal(1, _read["lists_total{resource=meshnodes,reason=start}"]);
        Assert.Equal(1, _read["watch_events_total{resource=meshnodes,type=modified}"]);
        Assert.Equal(1, _read["watch_events_total{resource=meshnodes,type=deleted}"]);

        // Silence: the watchdog's, and the age that goes with it.
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.InRange(_read["informer_age_seconds{resource=meshnodes}"], 100, 101);
        _api.Watch().Bookmark("50").Close();
        await _time.UntilAsync(() => _read["watch_ends_total{resource=meshnodes,reason=closed}"] == 1, TimeSpan.FromSeconds(1));
        Assert.Equal(1, _read["watch_ends_total{resource=meshnodes,reason=silent}"]);
        Assert.Equal(1, _read["watch_events_total{resource=meshnodes,type=bookmark}"]);

        _api.RefuseWatch(HttpStatusCode.Gone, Json.Status(410, "Expired", "too old")).Answer(Json.List("60", null, Json.Node("c", "55")));
        _api.Watch();
        await _time.UntilAsync(() => _read["lists_total{resource=meshnodes,reason=expired}"] == 1, Step);
        Assert.Equal(1, _read["watch_ends_total{resource=meshnodes,reason=expired}"]);
        await _time.UntilAsync(() => _read["informer_connected{resource=meshnodes}"] == 1, Step);
        first.Close();
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Queue_TellsDepthWaitAndWork_OfItsKeys()
    {
        using var queue = new WorkQueue<string>(_time, new WorkQueueOptions { Name = "q" }, _metrics);
        queue.Add("a");
        queue.Add("a");
        queue.Add("b");
        queue.AddAfter("c", TimeSpan.FromMinutes(1));
        Assert.Equal((2, 1, 2), (_read["workqueue_depth{queue=q}"], _read["workqueue_delayed{queue=q}"], _read["workqueue_adds_total{queue=q}"]));
        _time.Advance(TimeSpan.FromSeconds(3));
        await queue.TakeAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1, 2), (_read["workqueue_depth{queue=q}"], _read["workqueue_longest_work_seconds{queue=q}"]));
        queue.AddRateLimited("a");
        queue.Done("a");
        Assert.Equal([3], _read.Observed("workqueue_queue_seconds{queue=q}"));
        Assert.Equal([2], _read.Observed("workqueue_work_seconds{queue=q}"));
        Assert.Equal((1, 0), (_read["workqueue_retries_total{queue=q}"], _read["workqueue_longest_work_seconds{queue=q}"]));
    }

    [Fact]
    public async Task Leader_IsTold_WhileItLeads()
    {
        var api = new MemoryClient();
        var options = new LeaderElectionOptions { Lease = new NamespacedName("ns", "leader"), Identity = "a" };
        var elector = new LeaderElector(api, options, _time, NullLogger<LeaderElector>.Instance, new Random(1), _metrics);
        using var stop = new CancellationTokenSource();
        var run = elector.RunAsync(stop.Token);
        await _time.UntilAsync(() => _read["leader{lease=ns/leader}"] == 1);
        api.Broken = new HttpRequestException("partitioned");
        await _time.UntilAsync(() => _read["leader_transitions_total{lease=ns/leader}"] == 2, TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, _read["leader{lease=ns/leader}"]);
        await stop.CancelAsync();
        await run;
    }

    private KubernetesHttpClient Client(KubernetesClientOptions options) => new(
        new KubernetesConnection { Server = new Uri("https://192.0.2.1:6443") }, _time, new Random(1), options, handler: _api, metrics: _metrics);
}

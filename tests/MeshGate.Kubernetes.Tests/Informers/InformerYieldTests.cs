using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Informers;

/// <summary>What follows a watch that brought news and was cut short all the same, as servers do with watchers that lag.</summary>
public sealed class InformerYieldTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly FakeApiHandler _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly KubernetesHttpClient _client;

    public InformerYieldTests() => _client = ClientUnderTest.Create(_api, _time, new KubernetesClientOptions { MaxRetries = 0 });

    public void Dispose()
    {
        _client.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task Run_ReopensAtOnce_WhenNothingElseIsAsked()
        => Assert.InRange(await TimeOfAsync(6, yields: false), TimeSpan.Zero, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Run_PausesForLongerEachTime_WhenItYields()
        => Assert.InRange(await TimeOfAsync(6, yields: true), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(19));

    /// <summary>How long it takes until so many watches were opened, each of which ends right after its news.</summary>
    private async Task<TimeSpan> TimeOfAsync(int watches, bool yields)
    {
        _api.Answer(Json.List("9", null, Json.Node("a", "1")));
        for (var i = 1; i < watches; i++)
        {
            _api.Watch().Event("MODIFIED", Json.Node("a", $"{9 + i}")).Close();
        }

        _api.Watch();
        var informer = new Informer<MeshNode>(_client, Resources.MeshNodes, new ListQuery(), _time, NullLogger.Instance, new Random(1), yields: yields);
        using var stop = new CancellationTokenSource();
        var run = informer.RunAsync(stop.Token);
        var start = _time.GetUtcNow();
        await _time.UntilAsync(() => _api.Watches.Count() == watches, Step);
        var taken = _time.GetUtcNow() - start;
        Assert.Single(_api.Lists);
        Assert.Equal($"{8 + watches}", Assert.Single(informer.List()).Metadata.ResourceVersion);
        await stop.CancelAsync();
        await run;
        return taken;
    }
}

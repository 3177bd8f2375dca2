using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Hosting;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Hosting;

public sealed class OperatorHostTests : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryClient _api = new();
    private readonly RecordingController _controller = new();
    private IHost? _host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(Token);
            _host.Dispose();
        }
    }

    [Fact]
    public async Task Controller_ReconcilesAndHearsOfTheEnd_WhenAnObjectComesAndGoes()
    {
        await StartAsync(o => o.AddController<RecordingController, MeshNode>());
        await CreateAsync("a");
        await _time.UntilAsync(() => _controller.Calls.Contains("reconcile a"));
        await _api.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
        await _time.UntilAsync(() => _controller.Calls.Contains("deleted a"));
        Assert.DoesNotContain("finalize a", _controller.Calls);
    }

    [Fact]
    public async Task Finalizer_StandsBeforeTheFirstReconcileAndGoesAfterSuccess_WhenAnObjectComesAndGoes()
    {
        await StartAsync(o => o.AddController<RecordingController, MeshNode>().AddFinalizer<RecordingController, MeshNode>(MeshGateApi.Finalizer));
        await CreateAsync("a");
        await _time.UntilAsync(() => _controller.Calls.Contains("reconcile a"));
        Assert.Contains(_api.Writes, w => w.StartsWith("patch meshnodes a", StringComparison.Ordinal) && w.Contains("\"finalizers\":[\"meshgate.io/peers\"]", StringComparison.Ordinal));

        _controller.FailuresLeft = 3;
        await _api.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token);
        await _time.UntilAsync(() => _controller.Calls.Contains("deleted a"), Step);
        Assert.True(_controller.Calls.Count(c => c == "finalize a") >= 2);
        Assert.Null(await _api.GetAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token));
        Assert.DoesNotContain("reconcile a", _controller.Calls.SkipWhile(c => c != "finalize a"));
    }

    [Fact]
    public async Task Controller_IsCalledAgainAndAgain_WhenItFails()
    {
        _controller.FailuresLeft = 12;
        await StartAsync(o => o.AddController<RecordingController, MeshNode>());
        await CreateAsync("a");
        await _time.UntilAsync(() => _controller.Calls.Count == 13, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Controller_IsCalledAfterTheDelay_WhenItAsksForIt()
    {
        _controller.RequeueAfter = TimeSpan.FromMinutes(5);
        await StartAsync(o => o.AddController<RecordingController, MeshNode>());
        await CreateAsync("a");
        await _time.UntilAsync(() => !_controller.Calls.IsEmpty);
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        var before = _controller.Calls.Count;
        _time.Advance(TimeSpan.FromMinutes(4));
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        Assert.Equal(before, _controller.Calls.Count);
        await _time.UntilAsync(() => _controller.Calls.Count == before + 1, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Controller_IsNotCalledForMoreThanItsShareAtOnce_WhenManyObjectsCome()
    {
        _controller.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartAsync(o => o.AddController<RecordingController, MeshNode>(), s => s.MaxConcurrentReconciles = 3);
        for (var i = 0; i < 10; i++)
        {
            await CreateAsync($"n{i}");
        }

        await _time.UntilAsync(() => _controller.MostAtOnce == 3);
        _controller.Hold.SetResult();
        await _time.UntilAsync(() => _controller.Calls.Distinct().Count() == 10);
        Assert.Equal(3, _controller.MostAtOnce);
    }

    [Fact]
    public async Task Stop_LetsWorkUnderWayFinish_WhenTheHostStops()
    {
        _controller.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartAsync(o => o.AddController<RecordingController, MeshNode>());
        await CreateAsync("a");
        await _time.UntilAsync(() => _controller.MostAtOnce == 1);
        var stop = _host!.StopAsync(Token);
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        Assert.False(stop.IsCompleted);
        _controller.Hold.SetResult();
        await stop;
        Assert.Contains("reconcile a", _controller.Calls);
    }

    [Fact]
    public async Task Controller_WaitsAndWritesAreRefused_WhileAnotherProcessLeads()
    {
        var lease = new NamespacedName("ns", "leader");
        await _api.CreateAsync(
            Resources.Leases,
            new V1Lease
            {
                Metadata = new V1ObjectMeta { Name = "leader", NamespaceProperty = "ns" },
                Spec = new V1LeaseSpec { HolderIdentity = "other", LeaseDurationSeconds = 15, RenewTime = _time.GetUtcNow().UtcDateTime },
            },
            Token);
        await StartAsync(
            o => o.AddController<RecordingController, MeshNode>(),
            s => s.LeaderElection = new() { Lease = lease, Identity = "me" });
        await CreateAsync("a");
        var client = _host!.Services.GetRequiredService<IKubernetesClient>();
        await Assert.ThrowsAsync<NotLeaderException>(() => client.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), Token));
        Assert.Empty(_controller.Calls);
        await _time.UntilAsync(() => !_controller.Calls.IsEmpty, TimeSpan.FromMilliseconds(200));
        Assert.Equal("me", (await _api.GetAsync(Resources.Leases, lease, Token))!.Spec.HolderIdentity);
    }

    private async Task StartAsync(Action<IOperatorBuilder> add, Action<OperatorSettings>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(_controller);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        add(builder.Services.AddKubernetesOperator(s =>
        {
            s.Client = _ => _api;
            configure?.Invoke(s);
        }));
        _host = builder.Build();
        await _host.StartAsync(Token);
    }

    private Task<MeshNode> CreateAsync(string name)
        => _api.CreateAsync(Resources.MeshNodes, new MeshNode { Metadata = new V1ObjectMeta { Name = name } }, Token);
}

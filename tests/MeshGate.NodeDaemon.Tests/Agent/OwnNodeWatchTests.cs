using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Informers;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Agent;

public sealed class OwnNodeWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly FakeKubernetes _api = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HeldInformer _informer = new();
    private readonly List<MeshNode?> _told = [];
    private readonly Task _running;

    public OwnNodeWatchTests()
    {
        var options = new DaemonOptions { NodeName = "a", Namespace = "meshgate-system", InterfaceName = "mesh0", StateDirectory = "/nowhere", ListenPort = 51820 };
        _running = new OwnNodeWatch(_api, _informer, options, _time).RunAsync(Tell, _stop.Token);
    }

    [Fact]
    public async Task RunAsync_TellsOfAbsenceAgainAndAgain_WhileTheServerAnswers()
    {
        await _time.RunAsync(TimeSpan.FromMinutes(4), Step);
        Assert.InRange(Count, 3, 5);
        Assert.All(_told, Assert.Null);

        _api.IsAway = true;
        await _time.RunAsync(TimeSpan.FromMinutes(2), Step);
        var before = Count;
        await _time.RunAsync(TimeSpan.FromMinutes(5), Step);
        Assert.Equal(before, Count);
    }

    [Fact]
    public async Task RunAsync_BelievesTheServer_MoreThanACacheThatLags()
    {
        _api.Put(AgentRig.Node("a", "100.96.0.1", "1"));
        await _time.RunAsync(TimeSpan.FromMinutes(1), Step);
        var before = Count;
        await _time.RunAsync(TimeSpan.FromMinutes(5), Step);
        Assert.Equal(before, Count);
    }

    [Fact]
    public async Task RunAsync_TellsOfTheNodeAgain_WhenItCameWhileItsAbsenceWasTold()
    {
        await _time.UntilAsync(() => Count >= 1, "absence is told");
        _informer.Node = new MeshNode { Metadata = new V1ObjectMeta { Name = "a" } };
        await _time.RunAsync(TimeSpan.FromMinutes(2), Step);
        Assert.NotNull(Last);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private int Count
    {
        get
        {
            lock (_told)
            {
                return _told.Count;
            }
        }
    }

    private MeshNode? Last
    {
        get
        {
            lock (_told)
            {
                return _told[^1];
            }
        }
    }

    private void Tell(MeshNode? node)
    {
        lock (_told)
        {
            _told.Add(node);
        }
    }

    private sealed class HeldInformer : IInformer<MeshNode>
    {
        public MeshNode? Node { get; set; }

        public Task Synced => Task.CompletedTask;

        public bool IsConnected => true;

        public long Interruptions => 0;

        public ulong Version => 0;

        public IReadOnlyCollection<MeshNode> List() => Node is null ? [] : [Node];

        public MeshNode? Get(NamespacedName name) => Node;

        public IDisposable Subscribe(Action<InformerChange<MeshNode>> onChange) => new CancellationTokenSource();

        public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

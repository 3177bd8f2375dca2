using k8s.Models;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Leadership;
using MeshGate.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Leadership;

public sealed class LeaderElectorTests : IAsyncDisposable
{
    private static readonly NamespacedName Lease = new("ns", "leader");
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryClient _api = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _runs = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runs);
        _stop.Dispose();
    }

    [Fact]
    public async Task Run_LeadsAndRenews_WhenNobodyElseDoes()
    {
        var elector = Start("a");
        await elector.WaitAsync(TestContext.Current.CancellationToken);
        var first = await ReadAsync();
        await _time.UntilAsync(() => _api.Writes.Count >= 6, Step);
        Assert.True(elector.IsLeader);
        var later = await ReadAsync();
        Assert.True(later.RenewTime > first.RenewTime);
        Assert.Equal(first.AcquireTime, later.AcquireTime);
        Assert.Equal((15, 0), (later.LeaseDurationSeconds, later.LeaseTransitions));
    }

    [Fact]
    public async Task IsLeader_EndsByItself_BeforeAnotherMayTakeTheLease()
    {
        var a = Start("a");
        await _time.UntilAsync(() => a.IsLeader);
        _api.Broken = new HttpRequestException("partitioned");
        var start = _time.GetUtcNow();
        await _time.UntilAsync(() => !a.IsLeader, Step);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10.2));
    }

    [Fact]
    public async Task Term_EndsWithTheLeadership_AndNotBefore()
    {
        var elector = Start("a");
        Assert.True(elector.Term.IsCancellationRequested || elector.IsLeader);
        await _time.UntilAsync(() => elector.IsLeader);
        var term = elector.Term;
        await _time.UntilAsync(() => _api.Writes.Count >= 10, Step);
        Assert.False(term.IsCancellationRequested);
        _api.Broken = new HttpRequestException("partitioned");
        await _time.UntilAsync(() => !elector.IsLeader, Step);
        Assert.True(term.IsCancellationRequested);
        Assert.True(elector.Term.IsCancellationRequested);
        _api.Broken = null;
        await _time.UntilAsync(() => elector.IsLeader, Step);
        Assert.False(elector.Term.IsCancellationRequested);
    }

    [Fact]
    public async Task FencedWrite_IsGivenUp_WhenTheLeadershipEndsWhileItIsUnderWay()
    {
        var elector = Start("a");
        await _time.UntilAsync(() => elector.IsLeader);
        var slow = new StuckClient();
        var fenced = new FencedKubernetesClient(slow, elector);
        var write = fenced.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), TestContext.Current.CancellationToken);
        _api.Broken = new HttpRequestException("partitioned");
        var start = _time.GetUtcNow();
        await _time.UntilAsync(() => write.IsCompleted, Step);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<NotLeaderException>(() => write);
        await Assert.ThrowsAsync<NotLeaderException>(() => fenced.DeleteAsync(Resources.MeshNodes, NamespacedName.Cluster("a"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_TakesOver_OnlyAfterTheLeaseWasSeenUnchangedForItsDuration()
    {
        var lease = new V1Lease
        {
            Metadata = new V1ObjectMeta { Name = Lease.Name, NamespaceProperty = Lease.Namespace },
            // Hours old by this machine's clock: that must not count.
            Spec = new V1LeaseSpec { HolderIdentity = "other", LeaseDurationSeconds = 15, RenewTime = _time.GetUtcNow().UtcDateTime.AddHours(-3), LeaseTransitions = 4 },
        };
        await _api.CreateAsync(Resources.Leases, lease, TestContext.Current.CancellationToken);
        var start = _time.GetUtcNow();
        var elector = Start("a");
        await _time.UntilAsync(() => elector.IsLeader, Step);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20));
        Assert.Equal(5, (await ReadAsync()).LeaseTransitions);
    }

    [Fact]
    public async Task Run_NeverHasTwoLeaders_WhenTwoContend()
    {
        var a = Start("a");
        var b = Start("b");
        for (var i = 0; i < 400; i++)
        {
            Assert.False(a.IsLeader && b.IsLeader);
            _time.Advance(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True(a.IsLeader ^ b.IsLeader);
    }

    [Fact]
    public async Task Run_GivesTheLeaseBack_WhenItStops()
    {
        using var stop = new CancellationTokenSource();
        var elector = new LeaderElector(_api, Options("a"), _time, NullLogger<LeaderElector>.Instance, new Random(1));
        var run = elector.RunAsync(stop.Token);
        await _time.UntilAsync(() => elector.IsLeader);
        await stop.CancelAsync();
        await run;
        Assert.False(elector.IsLeader);
        Assert.Equal(string.Empty, (await ReadAsync()).HolderIdentity);
        var start = _time.GetUtcNow();
        var next = Start("b");
        await _time.UntilAsync(() => next.IsLeader, Step);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Constructor_Refuses_WhenTheTimesCannotWork()
        => Assert.Throws<ArgumentException>(() => new LeaderElector(
            _api, Options("a") with { RenewDeadline = TimeSpan.FromSeconds(15) }, _time, NullLogger<LeaderElector>.Instance, new Random(1)));

    private static LeaderElectionOptions Options(string identity) => new() { Lease = Lease, Identity = identity };

    private LeaderElector Start(string identity)
    {
        var elector = new LeaderElector(_api, Options(identity), _time, NullLogger<LeaderElector>.Instance, new Random(identity[0]));
        _runs.Add(elector.RunAsync(_stop.Token));
        return elector;
    }

    private async Task<V1LeaseSpec> ReadAsync() => (await _api.GetAsync(Resources.Leases, Lease, TestContext.Current.CancellationToken))!.Spec;
}

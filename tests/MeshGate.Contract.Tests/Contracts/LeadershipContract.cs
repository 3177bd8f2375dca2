using MeshGate.Contract.Tests.Faults;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Leadership;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Leader election on a Lease, with the operator's roles. This needs real time.</summary>
public abstract class LeadershipContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Electors_HaveOneLeaderAtATime_WhenTheLeaderIsCutOffOrLeaves()
    {
        var lease = new NamespacedName(MeshGateApi.OperatorNamespace, NewName("leader"));
        await using var proxy = await FaultProxy.StartAsync(Server);
        using var first = InformerProbe.Connect(Server, ContractUser.Operator, proxy);
        using var second = InformerProbe.Connect(Server, ContractUser.Operator);
        using var stop = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        var (a, b) = (Elector(first, lease, "a"), Elector(second, lease, "b"));
        var runA = a.RunAsync(stop.Token);
        await a.WaitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        var runB = b.RunAsync(leave.Token);
        var both = WatchAsync(a, b, stop.Token);

        // Cut off, a stops relying on its lease before b takes it.
        proxy.Freeze();
        await b.WaitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        Assert.False(a.IsLeader);
        Assert.Equal("b", await HolderAsync(lease));

        // b leaves and gives the lease back: a need not wait for it to run out.
        proxy.Thaw();
        await leave.CancelAsync();
        await runB;
        await a.WaitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        Assert.Equal("a", await HolderAsync(lease));

        await stop.CancelAsync();
        await runA;
        Assert.Equal(0, await both);
    }

    private static LeaderElector Elector(KubernetesHttpClient client, NamespacedName lease, string identity) => new(
        client,
        new LeaderElectionOptions
        {
            Lease = lease,
            Identity = identity,
            LeaseDuration = TimeSpan.FromSeconds(6),
            RenewDeadline = TimeSpan.FromSeconds(4),
            RetryPeriod = TimeSpan.FromMilliseconds(500),
        },
        TimeProvider.System,
        NullLogger<LeaderElector>.Instance,
        new Random(1));

    // How often both held themselves for the leader.
    private static async Task<int> WatchAsync(LeaderElector a, LeaderElector b, CancellationToken cancellationToken)
    {
        var times = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            times += a.IsLeader && b.IsLeader ? 1 : 0;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        return times;
    }

    private async Task<string?> HolderAsync(NamespacedName lease) =>
        (string?)(await Admin.GetAsync($"{OperatorLeases}/{lease.Name}")).Expect(200)["spec.holderIdentity"];
}

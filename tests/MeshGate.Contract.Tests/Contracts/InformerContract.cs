using MeshGate.Contract.Tests.Faults;
using MeshGate.Contract.Tests.Servers;
using MeshGate.Kubernetes.Client;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>MeshGate's informer on a server that is far, slow, busy or gone.</summary>
public abstract class InformerContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Informer_FollowsEveryChange()
    {
        var set = NewName("set");
        var (a, b) = (NewName(), NewName());
        await CreateAsync(a, set);
        await using var probe = await InformerProbe.StartAsync(Server, set);

        await CreateAsync(b, set);
        await Admin.MergeAsync($"{Nodes}/{a}/status", """{"status":{"observedGeneration":1}}""");
        await Admin.DeleteAsync($"{Nodes}/{a}");
        await CreateAsync(a, set);

        await probe.UntilToldAsync(5);
        Assert.Equal([$"+{a}", $"+{b}", $"~{a}", $"-{a}", $"+{a}"], probe.Told);
    }

    [Fact]
    public async Task Informer_TellsNothingTwice_WhenTheWatchDoes()
    {
        var set = NewName("set");
        var (a, b) = (NewName(), NewName());
        await using var proxy = await FaultProxy.StartAsync(Server);
        proxy.TellTwice();
        await using var probe = await InformerProbe.StartAsync(Server, set, proxy);
        await InformerProbe.UntilAsync(() => proxy.Watches == 1, "a watch");

        await CreateAsync(a, set);
        await Admin.DeleteAsync($"{Nodes}/{a}");
        await CreateAsync(b, set);

        await probe.UntilToldAsync(3);
        Assert.Equal([b], probe.Names);
        Assert.Equal($"+{b}", probe.Told.Last(t => t.EndsWith(b, StringComparison.Ordinal) && t[0] != '~'));
        Assert.Equal(1, probe.Told.Count(t => t == $"-{a}"));
        Assert.Equal(1, probe.Told.Count(t => t == $"+{a}"));
    }

    [Fact]
    public async Task Informer_ResumesWithoutAList_WhenItsWatchIsCut()
    {
        var set = NewName("set");
        var (a, b) = (NewName(), NewName());
        await CreateAsync(a, set);
        await using var proxy = await FaultProxy.StartAsync(Server);
        await using var probe = await InformerProbe.StartAsync(Server, set, proxy);
        await InformerProbe.UntilAsync(() => proxy.Watches == 1, "a watch");

        proxy.Freeze();
        proxy.CutWatches();
        await Admin.DeleteAsync($"{Nodes}/{a}");
        await CreateAsync(b, set);
        proxy.Thaw();

        await probe.UntilToldAsync(3);
        Assert.Equal([$"+{a}", $"-{a}", $"+{b}"], probe.Told);
        Assert.Equal(1, Lists(proxy));
    }

    [Fact]
    public async Task Informer_TellsTheDeletesOfTheGap_WhenItsVersionExpiresInMidStream()
    {
        var set = NewName("set");
        var (gone, replaced, kept) = (NewName("gone"), NewName("replaced"), NewName("kept"));
        foreach (var name in new[] { gone, replaced, kept })
        {
            await CreateAsync(name, set);
        }

        await using var proxy = await FaultProxy.StartAsync(Server);
        await using var probe = await InformerProbe.StartAsync(Server, set, proxy);
        await InformerProbe.UntilAsync(() => proxy.Watches == 1, "a watch");
        var before = probe.Informer.Get(NamespacedName.Cluster(replaced))!.Metadata.Uid;
        proxy.Freeze();
        await Admin.DeleteAsync($"{Nodes}/{gone}");
        await Admin.DeleteAsync($"{Nodes}/{replaced}");
        await CreateAsync(replaced, set);
        proxy.ExpireWatches();
        proxy.Thaw();

        await probe.UntilToldAsync(6);
        Assert.Equal([$"+{replaced}", $"-{gone}", $"-{replaced}"], probe.Told.Skip(3).Order(StringComparer.Ordinal));
        Assert.NotEqual(before, probe.Informer.Get(NamespacedName.Cluster(replaced))!.Metadata.Uid);
        Assert.Equal(2, Lists(proxy));
        Assert.Equal(1, probe.Informer.Interruptions);
    }

    [Fact]
    public async Task Informer_GivesUpASilentWatch_WhenTheConnectionIsHalfOpen()
    {
        var set = NewName("set");
        var a = NewName();
        await using var proxy = await FaultProxy.StartAsync(Server);
        await using var probe = await InformerProbe.StartAsync(
            Server, set, proxy, new KubernetesClientOptions { WatchSilence = TimeSpan.FromSeconds(3), RequestTimeout = TimeSpan.FromSeconds(3), MaxRetries = 0 });
        await InformerProbe.UntilAsync(() => proxy.Watches == 1, "a watch");

        proxy.Freeze();
        await CreateAsync(a, set);
        await InformerProbe.UntilAsync(() => !probe.Informer.IsConnected, "the silence was noticed");
        proxy.Thaw();

        await probe.UntilToldAsync(1);
        Assert.Equal([a], probe.Names);
        Assert.True(probe.Informer.Interruptions >= 1);
    }

    [Fact]
    public async Task Informer_WaitsAndGoesOn_WhenTheServerIsBusy()
    {
        var set = NewName("set");
        await using var proxy = await FaultProxy.StartAsync(Server);
        await using var probe = await InformerProbe.StartAsync(Server, set, proxy);
        await InformerProbe.UntilAsync(() => proxy.Watches == 1, "a watch");
        proxy.RefuseNext(429, retryAfter: 2);
        var start = TimeProvider.System.GetTimestamp();

        proxy.CutWatches();
        await InformerProbe.UntilAsync(() => probe.Informer.Interruptions > 0, "an interruption");
        await InformerProbe.UntilAsync(() => proxy.Watches == 1, "a new watch");

        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromSeconds(2));
        Assert.Equal(1, Lists(proxy));
    }

    private static int Lists(FaultProxy proxy) =>
        proxy.Requests.Count(r => r.StartsWith("GET", StringComparison.Ordinal) && !r.Contains("watch=", StringComparison.Ordinal));

    private Task<Wire.WireAnswer> CreateAsync(string name, string set) => CreateNodeAsync(name, metadata: $$""","labels":{"set":"{{set}}"}""");
}

using MeshGate.Contract.Tests.Faults;
using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Contracts;

/// <summary>Servers that are killed, come back, and forget their history.</summary>
public abstract class OutageContract(IContractServer server) : Contract(server)
{
    [Fact]
    public async Task Watch_TellsExpired_WhenItsVersionIsForgotten()
    {
        var name = NewName();
        var old = await CreateNodeAsync(name);
        await Admin.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4000}}""");
        await Admin.MergeAsync($"{Nodes}/{name}", """{"spec":{"listenPort":4001}}""");
        await Server.ForgetHistoryAsync();

        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={old.Version}");

        var error = await watch.EventAsync();
        Assert.Equal(("ERROR", 410, "Expired"), (error.Type, (int)error.Object["code"]!, (string?)error.Object["reason"]));
        Assert.Equal("END", await watch.TellAsync());
    }

    [Fact]
    public async Task Watch_GoesOnFromTheLastVersion_WhenHistoryIsForgottenUpToIt()
    {
        var name = NewName();
        await CreateNodeAsync(name);
        await Server.ForgetHistoryAsync();
        var from = await NowAsync();

        using var watch = await Admin.WatchAsync($"{Nodes}?watch=1&resourceVersion={from}&fieldSelector=metadata.name%3D{name}");
        await Admin.DeleteAsync($"{Nodes}/{name}");

        Assert.Equal($"DELETED {name}", await watch.TellAsync());
    }

    [Fact]
    public async Task List_AnswersGoneWithATokenToGoOn_WhenItsPagesAreForgotten()
    {
        var set = NewName("set");
        for (var i = 0; i < 3; i++)
        {
            await CreateNodeAsync($"{set}-{i}", metadata: $$""","labels":{"set":"{{set}}"}""");
        }

        var first = (await Admin.GetAsync($"{Nodes}?labelSelector=set%3D{set}&limit=1")).Expect(200);
        await CreateNodeAsync(NewName());
        await Server.ForgetHistoryAsync();

        var gone = (await Admin.GetAsync($"{Nodes}?labelSelector=set%3D{set}&limit=1&continue={Uri.EscapeDataString(first.Continue!)}")).Expect(410);
        Assert.Equal("Expired", gone.Reason);
        var rest = (await Admin.GetAsync($"{Nodes}?labelSelector=set%3D{set}&continue={Uri.EscapeDataString(gone.Continue!)}")).Expect(200);
        Assert.Equal([$"{set}-1", $"{set}-2"], rest.Names);
    }

    [Fact]
    public async Task Informer_IsRightAgain_WhenTheServerWasKilledAndItsHistoryForgotten()
    {
        var set = NewName("set");
        var (gone, kept, late) = (NewName("gone"), NewName("kept"), NewName("late"));
        await CreateAsync(gone, set);
        await CreateAsync(kept, set);
        await using var probe = await InformerProbe.StartAsync(Server, set);
        await probe.UntilToldAsync(2);

        await Server.KillAsync();
        await InformerProbe.UntilAsync(() => !probe.Informer.IsConnected, "the outage was noticed");
        await Server.StartAsync();
        await Admin.DeleteAsync($"{Nodes}/{gone}");
        await CreateAsync(late, set);
        await Server.ForgetHistoryAsync();

        await InformerProbe.UntilAsync(() => probe.Names.SequenceEqual([kept, late]), "the cache is right");
        await InformerProbe.UntilAsync(() => probe.Informer.IsConnected, "a watch stands");
        await Admin.DeleteAsync($"{Nodes}/{kept}");
        await InformerProbe.UntilAsync(() => probe.Names.SequenceEqual([late]), "the watch goes on");
        Assert.Equal(1, probe.Told.Count(t => t == $"-{gone}"));
    }

    [Fact]
    public async Task Objects_OutliveTheServer()
    {
        var name = NewName();
        var before = await CreateNodeAsync(name);

        await Server.KillAsync();
        await Server.StartAsync();

        var after = (await Admin.GetAsync($"{Nodes}/{name}")).Expect(200);
        Assert.Equal(((string?)before["metadata.uid"], before.Version), ((string?)after["metadata.uid"], after.Version));
    }

    private Task<Wire.WireAnswer> CreateAsync(string name, string set) => CreateNodeAsync(name, metadata: $$""","labels":{"set":"{{set}}"}""");
}

using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Tests.Fakes;

namespace MeshGate.NodeDaemon.Tests.Agent;

/// <summary>What a daemon does, and leaves alone, when it starts.</summary>
public sealed class MeshAgentStartTests : TwoDaemons
{
    [Fact]
    public async Task Restart_TouchesNothing_WhenTheApiIsAway()
    {
        await ConnectAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(2));
        HashSet<string> before = [.. A.Machine.Commands];
        Api.IsAway = true;
        await RestartAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(5));

        Assert.DoesNotContain(A.Machine.Commands, command => command.StartsWith("wg set", StringComparison.Ordinal) && !before.Contains(command));
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);

        B.Place.Rebind(7001);
        A.Machine.Roam(B.PublicKey, "198.51.100.2:7001");
        await Time.RunAsync(TimeSpan.FromSeconds(10));
        Assert.False(A.HasFailed);
        Assert.Equal("198.51.100.2:7001", PeerOfA.Endpoint);
    }

    [Fact]
    public async Task Restart_CountsTheSessions_ThatAreAwakeAlready()
    {
        await ConnectAsync();
        await Time.UntilAsync(() => A.Sessions("awake") == 1, "the session is counted");

        await RestartAsync();
        await Time.UntilAsync(() => A.Sessions("awake") == 1, "the session is counted again");
    }

    [Fact]
    public async Task Readiness_SaysWhyWireGuardIsNotAsOrdered()
    {
        Assert.Equal("nothing was ordered yet", A.Problem);
        await ConnectAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(60));
        Assert.Null(A.Problem);

        A.Machine.IsWireGuardUnreadable = true;
        await Time.UntilAsync(() => A.Problem is not null, "a is not ready");
        Assert.Contains("wg show", A.Problem, StringComparison.Ordinal);
        A.Machine.IsWireGuardUnreadable = false;
        await Time.UntilAsync(() => A.Problem is null, "a is ready again");
    }

    [Fact]
    public async Task Restart_TakesBackNoKey_HoweverLongItLooksAround()
    {
        await ConnectAsync();
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.PublicKey is not null, "a has told its key");
        var told = Api.Node("a")!.Status.Agent!;

        A.Machine.IsWireGuardUnreadable = true;
        await RestartAsync();

        for (var i = 0; i < 30; i++)
        {
            await Time.RunAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(told.PublicKey, Api.Node("a")!.Status.Agent!.PublicKey);
            Assert.Equal(told.Candidates, Api.Node("a")!.Status.Agent!.Candidates);
        }

        Assert.Equal("False", Condition("WireGuardReady"));
    }

    [Fact]
    public async Task Restart_RemovesNoPeer_WhenTheDeviceCannotBeReadAtFirst()
    {
        await ConnectAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(2));
        A.Machine.IsWireGuardUnreadable = true;
        Api.IsAway = true;

        await RestartAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(5));
        A.Machine.IsWireGuardUnreadable = false;
        await Time.RunAsync(TimeSpan.FromSeconds(10));

        Assert.DoesNotContain(A.Machine.Commands, command => command.Contains("remove", StringComparison.Ordinal));
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);
    }

    [Fact]
    public async Task Start_Waits_WhenTheApiIsAwayAndNothingWasSaved()
    {
        Api.IsAway = true;
        await A.StartAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(A.Machine.Commands);

        Api.IsAway = false;
        Api.Put(AgentRig.Node("a", "100.96.0.1", "1"));

        await Time.UntilAsync(() => A.Machine.Addresses.Contains("100.96.0.1/32"), "a has its address");
    }

    [Fact]
    public async Task Start_SetsUpFromDisk_WhenTheSavedStateIsDamaged()
    {
        File.WriteAllText(Path.Combine(Folder, "a", SavedState.FileName), """{"node":{"spec":null,"status":{"assignment":{"revision":"1","members":[null],"settings":null}}},"peers":[null]}""");
        Api.IsAway = true;

        await A.StartAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(2));

        Assert.False(A.HasFailed);
    }
}

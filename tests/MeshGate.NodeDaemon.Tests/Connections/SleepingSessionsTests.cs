using MeshGate.Core.LoadBalancing;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Tests.Agent;
using MeshGate.NodeDaemon.Tests.Fakes;

namespace MeshGate.NodeDaemon.Tests.Connections;

/// <summary>Two daemons whose sessions sleep until somebody has something to say.</summary>
public sealed class SleepingSessionsTests : TwoDaemons
{
    private const string AddressOfA = "198.51.100.1:51820";
    private const string AddressOfB = "198.51.100.2:51820";

    private static readonly TimeSpan Coarse = TimeSpan.FromMilliseconds(250);

    private FakeWireGuardPeer? PeerOfB => B.Machine.Peer(A.PublicKey);

    [Fact]
    public async Task SessionsSleepAtFirst_AndNothingIsSent()
    {
        await SleepAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(20), Coarse);

        Assert.Empty(Network.SentTo);
        Assert.Equal(("0", "0"), (PeerOfA.Keepalive, PeerOfB!.Keepalive));
        Assert.Equal("100.96.0.2/32", PeerOfA.AllowedIPs);
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.Peers?.Single().Path == PeerPath.Asleep, "a reports that the session sleeps", Coarse);
        Assert.Equal(1, Api.Node("a")!.Status.Agent!.Connections!.Asleep);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FirstPackets_AreSentOnInOrder_OncePeerAnswered_FromEitherEnd(bool isFromA)
    {
        await SleepAsync();
        var (from, to) = isFromA ? (A, B) : (B, A);
        var target = isFromA ? AddressOfB : AddressOfA;
        byte[][] packets = [Data(1), Data(2), Data(3)];
        foreach (var packet in packets)
        {
            from.Catch(to, packet);
        }

        await Time.UntilAsync(() => Network.Others.Count == 3, "the packets were sent on");
        Assert.Equal(packets, Network.Others.Select(sent => sent.Packet));
        Assert.All(Network.Others, sent => Assert.Equal(target, sent.To.ToString()));
        await Time.UntilAsync(() => from.Machine.Peer(to.PublicKey)!.Endpoint == target, "WireGuard sends straight to the peer");
        await Time.UntilAsync(() => !to.Machine.Peer(from.PublicKey)!.Endpoint!.StartsWith("127.", StringComparison.Ordinal), "the peer is awake as well");
    }

    [Fact]
    public async Task IdleSessions_SleepAgain_WhenBothEndsAgree_AndWakeByThePathOfBefore()
    {
        await WakeAsync();
        await Time.UntilAsync(() => IsTrapped(PeerOfA) && IsTrapped(PeerOfB!), "both sleep again", Coarse);
        Assert.Equal(("0", "0"), (PeerOfA.Keepalive, PeerOfB!.Keepalive));

        // Neither has to ask the API for the other's addresses, nor has a check to go anywhere else.
        Api.IsAway = true;
        Network.SentTo.Clear();
        A.Catch(B, Data(9));
        await Time.UntilAsync(() => PeerOfA.Endpoint == AddressOfB && PeerOfB!.Endpoint == AddressOfA, "both are awake");
        Assert.All(Network.SentTo, to => Assert.Contains(to.ToString(), (string[])[AddressOfA, AddressOfB]));
        Assert.Equal((2, 1), (A.Pool.Counts.Woken, A.Pool.Counts.Reused));
    }

    [Fact]
    public async Task ACheckThatLeftBeforeBothAgreed_WakesNobody_ALaterOneDoes()
    {
        await WakeAsync();
        A.Machine.Transfer(B.PublicKey, 10_000);
        await Time.RunAsync(TimeSpan.FromSeconds(2), Coarse);
        Network.Slow = (AddressOfB, 2);
        await Time.UntilAsync(() => Network.UnderWay.Count == 2, "two checks are on a long way", Coarse);
        await Time.UntilAsync(() => A.Pool.Awake == 0 && B.Pool.Awake == 0, "both sleep again");
        Assert.True(Network.UnderWay.TryDequeue(out var arrive));
        arrive();
        await Time.RunAsync(TimeSpan.FromMilliseconds(500));
        Assert.Equal((0, 0), (A.Pool.Awake, B.Pool.Awake));

        await Time.RunAsync(TimeSpan.FromSeconds(1));
        Assert.True(Network.UnderWay.TryDequeue(out arrive));
        arrive();
        await Time.UntilAsync(() => B.Pool.Awake == 1, "b is awake");
    }

    [Fact]
    public async Task IdleSession_StaysAwake_WhileThePeerHasTraffic()
    {
        await WakeAsync();
        for (var i = 0; i < 8; i++)
        {
            B.Machine.Transfer(A.PublicKey, 10_000);
            await Time.RunAsync(TimeSpan.FromSeconds(5), Coarse);
            Assert.False(IsTrapped(PeerOfA));
            Assert.False(IsTrapped(PeerOfB!));
        }
    }

    [Fact]
    public async Task SleepingSession_Wakes_WhenWireGuardHearsThePeer()
    {
        await WakeAsync();
        await Time.UntilAsync(() => IsTrapped(PeerOfA), "a sleeps", Coarse);

        // The trap is set at once, and ordered a moment later with all else: an order that is under way would put it back.
        await Time.RunAsync(TimeSpan.FromSeconds(1));
        A.Machine.Roam(B.PublicKey, AddressOfB);
        await Time.UntilAsync(() => A.Pool.Awake == 1, "a is awake");
        Assert.Equal(AddressOfB, PeerOfA.Endpoint);
    }

    [Fact]
    public async Task APeerWhoseBreakerIsOpen_IsNotWoken_UntilItsTrial_OrUntilItSaysSomethingItself()
    {
        await SleepAsync();
        for (var i = 0; i < 5; i++)
        {
            A.Breakers.Failed(TargetKind.Peer, "b");
            await Time.RunAsync(TimeSpan.FromSeconds(1), Coarse);
        }

        A.Catch(B, Data(1));
        await Time.RunAsync(TimeSpan.FromSeconds(10), Coarse);
        Assert.Equal((0, 0), (A.Pool.Awake, A.Pool.Counts.Woken));
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.Breakers is [{ Kind: TargetKind.Peer, Name: "b", State: BreakerPhase.Open }], "a says whom it leaves alone", Coarse);

        B.Catch(A, Data(2));
        await Time.UntilAsync(() => PeerOfA.Endpoint == AddressOfB && PeerOfB!.Endpoint == AddressOfA, "both are awake, since b wants it");
        A.Machine.Handshake(B.PublicKey, Time.GetUtcNow());
        B.Machine.Handshake(A.PublicKey, Time.GetUtcNow());
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent is { Breakers: null }, "and the breaker is closed", Coarse);
    }

    [Fact]
    public async Task PinnedSession_NeverSleeps()
    {
        await SleepAsync(pinned: true);
        await Time.UntilAsync(() => PeerOfA is { Endpoint: AddressOfB } && PeerOfB is { Endpoint: AddressOfA }, "both have a path");
        A.Machine.Handshake(B.PublicKey, Time.GetUtcNow());
        B.Machine.Handshake(A.PublicKey, Time.GetUtcNow());
        await Time.RunAsync(TimeSpan.FromSeconds(45), Coarse);
        Assert.Equal((AddressOfB, AddressOfA), (PeerOfA.Endpoint, PeerOfB!.Endpoint));
    }

    [Fact]
    public async Task Restart_LeavesASleepingSessionAsleep_AndWakesItForAPacket()
    {
        await SleepAsync();
        await RestartAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(6), Coarse);
        Assert.True(IsTrapped(PeerOfA));
        A.Catch(B, Data(1));
        await Time.UntilAsync(() => PeerOfA.Endpoint == AddressOfB, "a is awake");
    }

    [Fact]
    public async Task Restart_LeavesAnAwakeSessionAwake()
    {
        await WakeAsync();
        await RestartAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(AddressOfB, PeerOfA.Endpoint);
    }

    private static byte[] Data(byte number) => [4, 0, 0, 0, .. Enumerable.Repeat(number, 60)];

    private static bool IsTrapped(FakeWireGuardPeer peer) => peer.Endpoint?.StartsWith("127.78.", StringComparison.Ordinal) == true;

    private static MeshNode Limited(MeshNode node, AgentRig peer, bool isPinned)
    {
        var assignment = node.Status.Assignment!;
        node.Status = node.Status with
        {
            Assignment = assignment with
            {
                Pinned = isPinned ? [peer.Name] : null,
                Settings = assignment.Settings! with { Connections = new EffectiveConnections { MinConnections = 0, MaxIdleTime = "10s" } },
            },
        };
        return node;
    }

    private async Task SleepAsync(bool pinned = false)
    {
        // Who cannot be told of a peer behind its NAT lets nothing sleep; an address given by a person can be reached.
        var (a, b) = (Limited(AgentRig.Node("a", "100.96.0.1", "1", B), B, pinned), Limited(AgentRig.Node("b", "100.96.0.2", "2", A), A, pinned));
        (a.Spec, b.Spec) = (a.Spec with { Endpoint = AddressOfA }, b.Spec with { Endpoint = AddressOfB });
        Api.Put(a);
        Api.Put(b);
        await A.StartAsync();
        await B.StartAsync();
        if (!pinned)
        {
            await Time.UntilAsync(() => A.Machine.Peer(B.PublicKey) is { } x && B.Machine.Peer(A.PublicKey) is { } y && IsTrapped(x) && IsTrapped(y) && x.AllowedIPs != "(none)" && y.AllowedIPs != "(none)", "both sleep");
            await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.Candidates is not null && Api.Node("b")!.Status.Agent?.Candidates is not null, "both tell where they are", Coarse);
        }
    }

    private async Task WakeAsync()
    {
        await SleepAsync();
        A.Catch(B, Data(1));
        await Time.UntilAsync(() => PeerOfA.Endpoint == AddressOfB && PeerOfB!.Endpoint == AddressOfA, "both are awake");
        A.Machine.Handshake(B.PublicKey, Time.GetUtcNow());
        B.Machine.Handshake(A.PublicKey, Time.GetUtcNow());
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.Peers?.Single().Path == PeerPath.Direct && Api.Node("b")!.Status.Agent?.Peers?.Single().Path == PeerPath.Direct, "both report their path", Coarse);
    }
}

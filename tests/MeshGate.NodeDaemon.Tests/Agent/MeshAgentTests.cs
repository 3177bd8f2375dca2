using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.NodeDaemon.Tests.Agent;

/// <summary>Two whole daemons, a and b, on fake machines that are joined by a fake network.</summary>
public sealed class MeshAgentTests : IAsyncLifetime
{
    private static readonly IPAddress AddressOfA = IPAddress.Parse("198.51.100.1");
    private static readonly IPAddress AddressOfB = IPAddress.Parse("198.51.100.2");

    private readonly string _directory = Directory.CreateTempSubdirectory("meshgate-agent-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeNetwork _network = new();
    private readonly FakeKubernetes _api = new();
    private AgentRig _a;
    private AgentRig _b;

    public MeshAgentTests()
    {
        _a = Make("a", AddressOfA, new FakeMachine());
        _b = Make("b", AddressOfB, new FakeMachine());
    }

    [Fact]
    public async Task Daemons_JoinEachOther_WhenTheOperatorGivesOrders()
    {
        await ConnectAsync();

        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);
        Assert.Equal("100.96.0.2/32", PeerOfA.AllowedIPs);
        Assert.Equal(["100.96.0.1/32"], _a.Machine.Addresses);
        Assert.Equal(["100.96.0.0/16"], _a.Machine.Routes);
        await _time.UntilAsync(() => _api.Node("a")!.Status.Agent?.Peers?[0].Path == PeerPath.Direct, "a reports a direct path");
    }

    [Fact]
    public async Task Device_IsSetUpAnew_WhenItCameBackEmpty()
    {
        await ConnectAsync();

        _a.Machine.Exists = false;
        await _time.UntilAsync(() => Condition("WireGuardReady") == "False", "a reports that the interface is gone");
        _a.Machine.Replace();

        await _time.UntilAsync(() => _a.Machine.Peer(_b.PublicKey)?.Endpoint == "198.51.100.2:51820", "a's peer is back");
        await _time.UntilAsync(() => Condition("WireGuardReady") == "True", "a reports that the interface is back");
        Assert.Equal((51820, "100.96.0.1/32", "100.96.0.0/16", true), (_a.Machine.Port, _a.Machine.Addresses.Single(), _a.Machine.Routes.Single(), _a.Machine.IsUp));
    }

    [Fact]
    public async Task Device_KeepsWhereItRoamed_HoweverOftenItRoams()
    {
        await ConnectAsync();

        foreach (var port in new[] { 7001, 7002 })
        {
            _b.Place.Rebind(port);
            _a.Machine.Roam(_b.PublicKey, $"198.51.100.2:{port}");
            await _time.UntilAsync(() => _api.Node("a")!.Status.Agent?.Peers?[0].Endpoint == $"198.51.100.2:{port}", "a reports where WireGuard roamed");
            await _time.RunAsync(TimeSpan.FromSeconds(10));
            Assert.Equal($"198.51.100.2:{port}", PeerOfA.Endpoint);
        }
    }

    [Fact]
    public async Task Path_IsWatchedClosely_WhileTheSessionCarriesTraffic()
    {
        await ConnectAsync();
        await _time.RunAsync(TimeSpan.FromSeconds(30));
        var idle = await CountChecksAsync(TimeSpan.FromSeconds(5));

        _a.Machine.Transfer(_b.PublicKey, 100_000);
        await _time.RunAsync(TimeSpan.FromSeconds(2));
        var used = await CountChecksAsync(TimeSpan.FromSeconds(5));
        await _time.RunAsync(TimeSpan.FromSeconds(20));
        var idleAgain = await CountChecksAsync(TimeSpan.FromSeconds(5));

        Assert.InRange(idle, 0, 6);
        Assert.InRange(used, 15, 60);
        Assert.InRange(idleAgain, 0, 6);
    }

    [Fact]
    public async Task Restart_TouchesNothing_WhenTheApiIsAway()
    {
        await ConnectAsync();
        await _time.RunAsync(TimeSpan.FromSeconds(2));
        await RestartAsync();

        Assert.DoesNotContain(_a.Machine.Commands, command => command.StartsWith("wg set", StringComparison.Ordinal) && !_before.Contains(command));
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);

        _b.Place.Rebind(7001);
        _a.Machine.Roam(_b.PublicKey, "198.51.100.2:7001");
        await _time.RunAsync(TimeSpan.FromSeconds(10));
        Assert.False(_a.HasFailed);
        Assert.Equal("198.51.100.2:7001", PeerOfA.Endpoint);
    }

    [Fact]
    public async Task Restart_TakesBackNoKey_HoweverLongItLooksAround()
    {
        await ConnectAsync();
        await _time.UntilAsync(() => _api.Node("a")!.Status.Agent?.PublicKey is not null, "a has told its key");
        var told = _api.Node("a")!.Status.Agent!;

        await _a.DisposeAsync();
        _a = Make("a", AddressOfA, _a.Machine);
        _a.Machine.IsWireGuardUnreadable = true;
        await _a.StartAsync();

        for (var i = 0; i < 30; i++)
        {
            await _time.RunAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(told.PublicKey, _api.Node("a")!.Status.Agent!.PublicKey);
            Assert.Equal(told.Candidates, _api.Node("a")!.Status.Agent!.Candidates);
        }

        Assert.Equal("False", Condition("WireGuardReady"));
    }

    [Fact]
    public async Task Restart_RemovesNoPeer_WhenTheDeviceCannotBeReadAtFirst()
    {
        await ConnectAsync();
        await _time.RunAsync(TimeSpan.FromSeconds(2));
        _a.Machine.IsWireGuardUnreadable = true;

        await RestartAsync();
        _a.Machine.IsWireGuardUnreadable = false;
        await _time.RunAsync(TimeSpan.FromSeconds(10));

        Assert.DoesNotContain(_a.Machine.Commands, command => command.Contains("remove", StringComparison.Ordinal));
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);
    }

    [Fact]
    public async Task Start_Waits_WhenTheApiIsAwayAndNothingWasSaved()
    {
        _api.IsAway = true;
        await _a.StartAsync();
        await _time.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(_a.Machine.Commands);

        _api.IsAway = false;
        _api.Put(AgentRig.Node("a", "100.96.0.1", "1"));

        await _time.UntilAsync(() => _a.Machine.Addresses.Contains("100.96.0.1/32"), "a has its address");
    }

    [Fact]
    public async Task Start_SetsUpFromDisk_WhenTheSavedStateIsDamaged()
    {
        File.WriteAllText(Path.Combine(_directory, "a", SavedState.FileName), """{"node":{"spec":null,"status":{"assignment":{"revision":"1","members":[null],"settings":null}}},"peers":[null]}""");
        _api.IsAway = true;

        await _a.StartAsync();
        await _time.RunAsync(TimeSpan.FromSeconds(2));

        Assert.False(_a.HasFailed);
    }

    [Fact]
    public async Task Tunnel_IsTakenDownAndSetUpAnew_WhenTheMeshNodeIsDeletedAndMadeAgain()
    {
        await ConnectAsync();

        var node = _api.Node("a")!;
        node.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        _api.Put(node);
        _api.Remove("a");
        await _time.UntilAsync(() => _a.Machine.PeerCount == 0 && _a.Machine.Addresses.Count == 0 && _a.Machine.Routes.Count == 0, "a's tunnel is down");
        _api.Put(AgentRig.Node("a", "100.96.0.7", "3", _b));

        await _time.UntilAsync(() => _a.Machine.Addresses.SetEquals(["100.96.0.7/32"]), "a has its new address");
        await _time.UntilAsync(() => _a.Machine.Peer(_b.PublicKey)?.Endpoint is not null, "a has its peer again");
        await _time.UntilAsync(() => _api.Node("a")!.Status.Agent?.PublicKey == _a.PublicKey, "a reports again");
    }

    [Fact]
    public async Task Tunnel_StaysAsItIs_WhenTheApiServerLostItsData()
    {
        await ConnectAsync();

        _api.Remove("a");
        _api.Remove("b");
        await _time.RunAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);

        // Made anew by a person or from a backup: without orders at first.
        var bare = AgentRig.Node("a", "100.96.0.1", "1");
        bare.Status = new MeshNodeStatus();
        _api.Put(bare);
        await _time.UntilAsync(() => _api.Node("a")!.Status.Agent?.PublicKey == _a.PublicKey, "a reports again");
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);
        Assert.DoesNotContain(_a.Machine.Commands, command => command.Contains("remove", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Port_MovesWithEverything_WhenTheMeshNodeNamesAnother()
    {
        await ConnectAsync();

        var node = _api.Node("a")!;
        node.Spec = node.Spec with { ListenPort = 51999 };
        _api.Put(node);

        await _time.UntilAsync(() => _a.Machine.Port == 51999 && _a.Place.Port == 51999, "WireGuard and STUN listen there");
        await _time.UntilAsync(() => _api.Node("a")!.Status.Agent?.Candidates?[0].Address == "198.51.100.1:51999", "a reports it");
    }

    [Fact]
    public async Task Peer_IsReplaced_WhenItChangesItsKey()
    {
        await ConnectAsync();
        var old = _b.PublicKey;
        using var other = PrivateKey.FromBytes([.. Enumerable.Repeat((byte)9, 32)]);

        var node = _api.Node("a")!;
        var assignment = node.Status.Assignment!;
        node.Status = node.Status with { Assignment = assignment with { Revision = "9", Members = [assignment.Members[0] with { PublicKey = other.PublicKey.ToString() }] } };
        _api.Put(node);

        await _time.UntilAsync(() => _a.Machine.Peer(old) is null, "the old key is gone");
        await _time.RunAsync(TimeSpan.FromSeconds(5));
        Assert.False(_a.HasFailed);
        Assert.Null(_a.Machine.Peer(other.PublicKey.ToString())?.Endpoint);
    }

    [Fact]
    public async Task Checks_Begin_WhenRawSocketsAreAllowedLater()
    {
        _a.Place.IsRefused = true;
        await StartAsync();
        await _time.UntilAsync(() => Condition("WireGuardReady") == "False", "a reports the refusal");

        _a.Place.IsRefused = false;

        await _time.UntilAsync(() => PeerOfA?.Endpoint is not null, "a has a path");
        await _time.UntilAsync(() => Condition("WireGuardReady") == "True", "a reports that all is well");
    }

    [Fact]
    public async Task Checks_NeverGoThroughTheTunnel_WhateverAPeerAnnounces()
    {
        var node = AgentRig.Node("b", "100.96.0.2", "2");
        node.Status = node.Status with
        {
            Agent = new MeshNodeAgent
            {
                PublicKey = _b.PublicKey,
                Candidates = [new Candidate { Type = CandidateType.Host, Address = "100.96.0.2:51820" }, new Candidate { Type = CandidateType.Host, Address = "198.51.100.9:51820" }],
            },
        };
        _api.Put(node);
        _api.Put(AgentRig.Node("a", "100.96.0.1", "1", _b));
        await _a.StartAsync();

        await _time.UntilAsync(() => _network.SentTo.Count > 3, "the other candidate is checked");
        Assert.DoesNotContain(_network.SentTo, to => to.Address.ToString().StartsWith("100.96.", StringComparison.Ordinal));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private HashSet<string> _before = [];

    private FakeWireGuardPeer PeerOfA => _a.Machine.Peer(_b.PublicKey)!;

    private string? Condition(string type) => _api.Node("a")!.Status.Agent?.Conditions?.Single(condition => condition.Type == type).Status;

    private AgentRig Make(string name, IPAddress address, FakeMachine machine)
        => new(name, address, Path.Combine(_directory, name), machine, _network, _api, _time);

    private async Task StartAsync()
    {
        _api.Put(AgentRig.Node("a", "100.96.0.1", "1", _b));
        _api.Put(AgentRig.Node("b", "100.96.0.2", "2", _a));
        await _a.StartAsync();
        await _b.StartAsync();
    }

    private async Task ConnectAsync()
    {
        await StartAsync();
        await _time.UntilAsync(() => _a.Machine.Peer(_b.PublicKey)?.Endpoint is not null && _b.Machine.Peer(_a.PublicKey)?.Endpoint is not null, "both have a path");
        _a.Machine.Handshake(_b.PublicKey, _time.GetUtcNow());
        _b.Machine.Handshake(_a.PublicKey, _time.GetUtcNow());
        await _time.UntilAsync(() => _a.Machine.Peer(_b.PublicKey)!.Keepalive == "10", "keepalives run");
    }

    private async Task<int> CountChecksAsync(TimeSpan span)
    {
        var before = _network.SentTo.Count;
        await _time.RunAsync(span);
        return _network.SentTo.Count - before;
    }

    private async Task RestartAsync()
    {
        await _a.DisposeAsync();
        _before = [.. _a.Machine.Commands];
        _api.IsAway = true;
        _a = Make("a", AddressOfA, _a.Machine);
        await _a.StartAsync();
        await _time.RunAsync(TimeSpan.FromSeconds(5));
    }
}

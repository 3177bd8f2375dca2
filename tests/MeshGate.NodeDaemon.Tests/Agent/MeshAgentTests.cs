using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.Traversal.Keys;

namespace MeshGate.NodeDaemon.Tests.Agent;

/// <summary>What two daemons do for each other while they run.</summary>
public sealed class MeshAgentTests : TwoDaemons
{
    [Fact]
    public async Task Daemons_JoinEachOther_WhenTheOperatorGivesOrders()
    {
        await ConnectAsync();

        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);
        Assert.Equal("100.96.0.2/32", PeerOfA.AllowedIPs);
        Assert.Equal(["100.96.0.1/32"], A.Machine.Addresses);
        Assert.Equal(["100.96.0.0/16"], A.Machine.Routes);
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.Peers?[0].Path == PeerPath.Direct, "a reports a direct path");
    }

    [Fact]
    public async Task Device_IsSetUpAnew_WhenItCameBackEmpty()
    {
        await ConnectAsync();

        A.Machine.Exists = false;
        await Time.UntilAsync(() => Condition("WireGuardReady") == "False", "a reports that the interface is gone");
        A.Machine.Replace();

        await Time.UntilAsync(() => A.Machine.Peer(B.PublicKey)?.Endpoint == "198.51.100.2:51820", "a's peer is back");
        await Time.UntilAsync(() => Condition("WireGuardReady") == "True", "a reports that the interface is back");
        Assert.Equal((51820, "100.96.0.1/32", "100.96.0.0/16", true), (A.Machine.Port, A.Machine.Addresses.Single(), A.Machine.Routes.Single(), A.Machine.IsUp));
    }

    [Fact]
    public async Task Device_KeepsWhereItRoamed_HoweverOftenItRoams()
    {
        await ConnectAsync();

        foreach (var port in new[] { 7001, 7002 })
        {
            B.Place.Rebind(port);
            A.Machine.Roam(B.PublicKey, $"198.51.100.2:{port}");
            await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.Peers?[0].Endpoint == $"198.51.100.2:{port}", "a reports where WireGuard roamed");
            await Time.RunAsync(TimeSpan.FromSeconds(10));
            Assert.Equal($"198.51.100.2:{port}", PeerOfA.Endpoint);
        }
    }

    [Fact]
    public async Task Path_IsWatchedClosely_WhileTheSessionCarriesTraffic()
    {
        await ConnectAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(30));
        var idle = await CountChecksAsync(TimeSpan.FromSeconds(5));

        A.Machine.Transfer(B.PublicKey, 100_000);
        await Time.RunAsync(TimeSpan.FromSeconds(2));
        var used = await CountChecksAsync(TimeSpan.FromSeconds(5));
        await Time.RunAsync(TimeSpan.FromSeconds(20));
        var idleAgain = await CountChecksAsync(TimeSpan.FromSeconds(5));

        Assert.InRange(idle, 0, 6);
        Assert.InRange(used, 15, 60);
        Assert.InRange(idleAgain, 0, 6);
    }

    [Fact]
    public async Task AHandshakeOfAnIdleSession_IsNoTraffic()
    {
        await ConnectAsync();
        await Time.RunAsync(TimeSpan.FromSeconds(30));

        A.Machine.Handshake(B.PublicKey, Time.GetUtcNow());
        A.Machine.Transfer(B.PublicKey, 148 + 92 + 32);
        await Time.RunAsync(TimeSpan.FromSeconds(6));

        Assert.InRange(await CountChecksAsync(TimeSpan.FromSeconds(5)), 0, 6);
    }

    [Fact]
    public async Task HandshakesWithoutAnswer_AreNoTraffic()
    {
        await StartAsync();
        await Time.UntilAsync(() => A.Machine.Peer(B.PublicKey)?.Endpoint is not null && B.Machine.Peer(A.PublicKey)?.Endpoint is not null, "both have a path");
        for (var initiation = 0; initiation < 6; initiation++)
        {
            A.Machine.Transfer(B.PublicKey, 148);
            await Time.RunAsync(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(await CountChecksAsync(TimeSpan.FromSeconds(5)), 0, 6);
    }

    [Fact]
    public async Task Tunnel_IsTakenDownAndSetUpAnew_WhenTheMeshNodeIsDeletedAndMadeAgain()
    {
        await ConnectAsync();

        var node = Api.Node("a")!;
        node.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Api.Put(node);
        Api.Remove("a");
        await Time.UntilAsync(() => A.Machine.PeerCount == 0 && A.Machine.Addresses.Count == 0 && A.Machine.Routes.Count == 0, "a's tunnel is down");
        Api.Put(AgentRig.Node("a", "100.96.0.7", "3", B));

        await Time.UntilAsync(() => A.Machine.Addresses.SetEquals(["100.96.0.7/32"]), "a has its new address");
        await Time.UntilAsync(() => A.Machine.Peer(B.PublicKey)?.Endpoint is not null, "a has its peer again");
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.PublicKey == A.PublicKey, "a reports again");
    }

    [Fact]
    public async Task Tunnel_StaysAsItIs_WhenTheApiServerLostItsData()
    {
        await ConnectAsync();

        Api.Remove("a");
        Api.Remove("b");
        await Time.RunAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);

        // Made anew by a person or from a backup: without orders at first.
        var bare = AgentRig.Node("a", "100.96.0.1", "1");
        bare.Status = new MeshNodeStatus();
        Api.Put(bare);
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.PublicKey == A.PublicKey, "a reports again");
        Assert.Equal("198.51.100.2:51820", PeerOfA.Endpoint);
        Assert.DoesNotContain(A.Machine.Commands, command => command.Contains("remove", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Port_MovesWithEverything_WhenTheMeshNodeNamesAnother()
    {
        await ConnectAsync();

        var node = Api.Node("a")!;
        node.Spec = node.Spec with { ListenPort = 51999 };
        Api.Put(node);

        await Time.UntilAsync(() => A.Machine.Port == 51999 && A.Place.Port == 51999, "WireGuard and STUN listen there");
        await Time.UntilAsync(() => Api.Node("a")!.Status.Agent?.Candidates?[0].Address == "198.51.100.1:51999", "a reports it");
    }

    [Fact]
    public async Task Peer_IsReplaced_WhenItChangesItsKey()
    {
        await ConnectAsync();
        var old = B.PublicKey;
        using var other = PrivateKey.FromBytes([.. Enumerable.Repeat((byte)9, 32)]);

        var node = Api.Node("a")!;
        var assignment = node.Status.Assignment!;
        node.Status = node.Status with { Assignment = assignment with { Revision = "9", Members = [assignment.Members[0] with { PublicKey = other.PublicKey.ToString() }] } };
        Api.Put(node);

        await Time.UntilAsync(() => A.Machine.Peer(old) is null, "the old key is gone");
        await Time.RunAsync(TimeSpan.FromSeconds(5));
        Assert.False(A.HasFailed);
        Assert.Null(A.Machine.Peer(other.PublicKey.ToString())?.Endpoint);
    }

    [Fact]
    public async Task Checks_Begin_WhenRawSocketsAreAllowedLater()
    {
        A.Place.IsRefused = true;
        await StartAsync();
        await Time.UntilAsync(() => Condition("WireGuardReady") == "False", "a reports the refusal");

        A.Place.IsRefused = false;

        await Time.UntilAsync(() => PeerOfA?.Endpoint is not null, "a has a path");
        await Time.UntilAsync(() => Condition("WireGuardReady") == "True", "a reports that all is well");
    }

    [Fact]
    public async Task Checks_NeverGoThroughTheTunnel_WhateverAPeerAnnounces()
    {
        var node = AgentRig.Node("b", "100.96.0.2", "2");
        node.Status = node.Status with
        {
            Agent = new MeshNodeAgent
            {
                PublicKey = B.PublicKey,
                Candidates = [new Candidate { Type = CandidateType.Host, Address = "100.96.0.2:51820" }, new Candidate { Type = CandidateType.Host, Address = "198.51.100.9:51820" }],
            },
        };
        Api.Put(node);
        Api.Put(AgentRig.Node("a", "100.96.0.1", "1", B));
        await A.StartAsync();

        await Time.UntilAsync(() => Network.SentTo.Count > 3, "the other candidate is checked");
        Assert.DoesNotContain(Network.SentTo, to => to.Address.ToString().StartsWith("100.96.", StringComparison.Ordinal));
    }

    private async Task<int> CountChecksAsync(TimeSpan span)
    {
        var before = Network.SentTo.Count;
        await Time.RunAsync(span);
        return Network.SentTo.Count - before;
    }
}

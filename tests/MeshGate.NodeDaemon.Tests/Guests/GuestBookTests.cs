using System.Net;
using k8s.Models;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Guests;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.NodeDaemon.Tests.Fakes;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeshGate.NodeDaemon.Tests.Guests;

public sealed class GuestBookTests : IDisposable
{
    private static readonly IPAddress Far = IPAddress.Parse("100.96.0.9");

    private readonly PrivateKey _own = PrivateKey.Generate([.. Enumerable.Repeat((byte)7, 32)]);
    private readonly DaemonMetrics _metrics = new();
    private readonly FakeStrays _traffic = new();
    private readonly PeerTable _peers;
    private readonly GuestBook _book;

    public GuestBookTests()
    {
        var api = new FakeKubernetes();
        _peers = new PeerTable(_own);
        _book = new GuestBook(
            _own, _peers, new PeerReader(api, TimeProvider.System, NullLogger<PeerReader>.Instance), new AddressReader(api, NullLogger<AddressReader>.Instance), _traffic, _metrics, NullLogger<GuestBook>.Instance);
        _book.Configure(Orders());
    }

    [Fact]
    public void Handle_MakesTheOwnerAGuest_AndSendsOnWhatWaited_InOrder_OnceTheTunnelTakesIt()
    {
        Catch("100.96.0.9", 0, mark: 1);
        Catch("100.96.0.9", 10, mark: 2);
        Answer(Node("far", 9));
        Assert.True(_book.TakeNews());
        Assert.Equal("far", Assert.Single(_book.Identities).Name);
        Assert.Equal("far", Assert.Single(_book.TakeRead()).Metadata.Name);
        _book.Release();
        Assert.Empty(_traffic.SentOn);

        var session = Assert.Single(_peers.Sync(_book.Identities, TimeSpan.Zero));
        _book.Release();
        Assert.Empty(_traffic.SentOn);
        session.IsConfigured = true;
        session.Follow(IPEndPoint.Parse("127.78.0.1:1"));
        _book.Release();
        Assert.Equal([1, 2], _traffic.SentOn.Select(packet => packet[^1]));
        _book.Tick(TimeSpan.FromSeconds(6));
        Assert.Empty(_traffic.Refused);
    }

    [Fact]
    public void Handle_RefusesAtOnce_WhatNobodyHas_AndForgetsThat()
    {
        Catch("100.96.0.9", 0);
        _book.Handle(new AgentEvent.AddressRead(Far, [], true), TimeSpan.Zero);
        Assert.Single(_traffic.Refused);
        Catch("100.96.0.9", 1000);
        Assert.Equal(2, _traffic.Refused.Count);
        Catch("100.96.0.9", (int)GuestTimers.Unknown.TotalMilliseconds);
        Assert.Equal(2, _traffic.Refused.Count);
    }

    [Fact]
    public void Handle_AsksAgainSoon_WhereNobodyCouldBeAsked()
    {
        Catch("100.96.0.9", 0);
        _book.Handle(new AgentEvent.AddressRead(Far, [], false), TimeSpan.Zero);
        Assert.Single(_traffic.Refused);
        Catch("100.96.0.9", 2000);
        Assert.Single(_traffic.Refused);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("100.96.0.1")]
    [InlineData("224.0.0.1")]
    public void Handle_LeavesAlone_WhatIsForNobodyElseInTheMesh(string to)
    {
        Catch(to, 0);
        Assert.Null(_book.NextDue);
    }

    [Fact]
    public void Tick_RefusesWhatWaitedForTooLong()
    {
        Catch("100.96.0.9", 0);
        Assert.Equal(GuestTimers.Patience, _book.NextDue);
        _book.Tick(GuestTimers.Patience);
        Assert.Single(_traffic.Refused);
        Assert.Null(_book.NextDue);
    }

    [Fact]
    public void Handle_AsksForFewAddressesASecond_AndHoldsFew()
    {
        for (var i = 0; i < 100; i++)
        {
            Catch($"100.96.1.{i + 1}", 0);
        }

        // Those beyond the bound are refused; of the others as many are asked for as may be at once, and then one each interval.
        Assert.Equal(100 - GuestTimers.MaxSearches, _traffic.Refused.Count);
        Assert.Equal(GuestTimers.Interval, _book.NextDue);
    }

    [Fact]
    public void Handle_KeepsTheFirstPackets()
    {
        for (byte i = 0; i < 100; i++)
        {
            Catch("100.96.0.9", 0, mark: i);
        }

        _book.Tick(GuestTimers.Patience);
        Assert.Equal(Enumerable.Range(0, GuestTimers.MaxPackets), _traffic.Refused.Select(packet => (int)packet[^1]));
    }

    [Fact]
    public void Handle_TakesNobody_WhoseKeyOrAddressOrNameIsAnothers()
    {
        _book.Configure(Orders(new PeerIdentity("member", KeyOf(3), [IPNetwork.Parse("100.96.0.3/32")])));
        Answer(Node("other", 3));
        Answer(Node("member", 9));
        Answer(Node("far", 9));
        Assert.Equal("far", Assert.Single(_book.Identities).Name);
    }

    [Fact]
    public void Configure_GivesWhoIsAMemberNow_ToTheMembers()
    {
        Answer(Node("far", 9));
        Assert.True(_book.TakeNews());
        _book.Configure(Orders(new PeerIdentity("far", KeyOf(9), [IPNetwork.Parse("100.96.0.9/32")])));
        Assert.True(_book.TakeNews());
        Assert.Empty(_book.Identities);
    }

    [Fact]
    public void Tick_ForgetsWhoIsNoPeer_OrSleepsForLong()
    {
        Answer(Node("far", 9));
        _book.Tick(GuestTimers.Idle - TimeSpan.FromSeconds(1));
        Assert.Single(_book.Identities);
        _book.Tick(GuestTimers.Idle + GuestTimers.LookInterval);
        Assert.Empty(_book.Identities);
        Assert.Null(_book.NextDue);
    }

    [Fact]
    public void Handle_MakesRoom_WhereThereAreTooMany()
    {
        for (var i = 0; i < GuestTimers.MaxGuests; i++)
        {
            Answer(Node($"far-{i:000}", i + 100), i);
        }

        Answer(Node("last", 5000), 1000);
        Assert.Equal(GuestTimers.MaxGuests, _book.Identities.Length);
        Assert.DoesNotContain(_book.Identities, guest => guest.Name == "far-000");
        Assert.Contains(_book.Identities, guest => guest.Name == "last");
    }

    [Fact]
    public void Invite_TakesWhoAsked_ByTheKeyThatAsked()
    {
        _book.Invite("far", key => key == KeyOf(8), isAuthentic: true, TimeSpan.Zero);
        _book.Handle(new AgentEvent.PeerRead("far", Node("far", 9)), TimeSpan.Zero);
        Assert.Empty(_book.Identities);
        _book.Invite("near", key => key == KeyOf(8), isAuthentic: true, TimeSpan.Zero);
        _book.Handle(new AgentEvent.PeerRead("near", Node("near", 8)), TimeSpan.Zero);
        Assert.Equal("near", Assert.Single(_book.Identities).Name);
    }

    [Fact]
    public void Invite_LetsNoForgedKnockKeepACallersPlace()
    {
        _book.Invite("far", _ => false, isAuthentic: false, TimeSpan.Zero);
        _book.Invite("far", key => key == KeyOf(9), isAuthentic: true, TimeSpan.Zero);
        _book.Handle(new AgentEvent.PeerRead("far", Node("far", 9)), TimeSpan.Zero);
        Assert.Equal("far", Assert.Single(_book.Identities).Name);
    }

    [Fact]
    public void Handle_ForgetsAGuest_WhoseMeshNodeIsGone_OrWhoseAddressIsAnothers()
    {
        Answer(Node("far", 9));
        _book.Handle(new AgentEvent.AddressRead(Far, [], false), TimeSpan.Zero);
        Assert.Single(_book.Identities);
        _book.Handle(new AgentEvent.AddressRead(Far, [], true), TimeSpan.Zero);
        Assert.Empty(_book.Identities);
        Answer(Node("far", 9));
        Answer(Node("heir", 9));
        Assert.Equal("heir", Assert.Single(_book.Identities).Name);
    }

    [Fact]
    public void Handle_FollowsAGuestToAnotherKey()
    {
        Answer(Node("far", 9));
        var renewed = Node("far", 9);
        renewed.Status.Agent!.PublicKey = KeyOf(10).ToString();
        _book.Handle(new AgentEvent.PeerRead("far", renewed), TimeSpan.Zero);
        Assert.Equal(KeyOf(10), Assert.Single(_book.Identities).PublicKey);
        renewed.Status.Assignment = null;
        _book.Handle(new AgentEvent.PeerRead("far", renewed), TimeSpan.Zero);
        Assert.Empty(_book.Identities);
    }

    [Fact]
    public void Handle_TakesTheOneThatIsAccepted_OfSeveralThatClaimAnAddress()
    {
        var refused = Node("aaa", 9);
        refused.Status.Conditions = [new Condition { Type = "Ready", Status = "False", Reason = "AddressConflict" }];
        _book.Handle(new AgentEvent.AddressRead(Far, [refused, Node("far", 9)], true), TimeSpan.Zero);
        Assert.Equal("far", Assert.Single(_book.Identities).Name);
    }

    [Fact]
    public void TakeRead_HasNobodyTwice()
    {
        Answer(Node("far", 9));
        Answer(Node("far", 9));
        Assert.Single(_book.TakeRead());
    }

    [Fact]
    public void Invite_ReadsARefusedCallerOnce()
    {
        _book.Invite("far", _ => false, isAuthentic: true, TimeSpan.Zero);
        _book.Handle(new AgentEvent.PeerRead("far", Node("far", 9)), TimeSpan.Zero);
        _book.Invite("far", _ => true, isAuthentic: true, TimeSpan.FromSeconds(1));
        _book.Handle(new AgentEvent.PeerRead("far", Node("far", 9)), TimeSpan.FromSeconds(1));
        Assert.Empty(_book.Identities);
    }

    [Fact]
    public void Handle_TakesNobody_WhoDidNotAsk()
    {
        _book.Handle(new AgentEvent.PeerRead("far", Node("far", 9)), TimeSpan.Zero);
        Assert.Empty(_book.Identities);
    }

    [Fact]
    public void Invite_LooksUpOneStrangerASecond()
    {
        _book.Invite("one", _ => true, isAuthentic: false, TimeSpan.Zero);
        _book.Invite("two", _ => true, isAuthentic: false, TimeSpan.FromMilliseconds(500));
        _book.Handle(new AgentEvent.PeerRead("two", Node("two", 2)), TimeSpan.Zero);
        Assert.Empty(_book.Identities);
        _book.Invite("two", _ => true, isAuthentic: false, TimeSpan.FromSeconds(1));
        _book.Handle(new AgentEvent.PeerRead("two", Node("two", 2)), TimeSpan.Zero);
        Assert.Single(_book.Identities);
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _own.Dispose();
    }

    private static Assignment Orders(params PeerIdentity[] members)
        => new() { Revision = "1", Addresses = [IPAddress.Parse("100.96.0.1")], MeshCidrs = [IPNetwork.Parse("100.96.0.0/16")], Peers = [.. members] };

    private static PublicKey KeyOf(int number)
    {
        var bytes = new byte[PublicKey.Length];
        BitConverter.TryWriteBytes(bytes, number + 1);
        bytes[^2] = 9;
        return PublicKey.FromBytes(bytes);
    }

    private static MeshNode Node(string name, int number) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new MeshNodeSpec { Addresses = [$"100.96.{number / 256}.{number % 256}"] },
        Status = new MeshNodeStatus
        {
            Agent = new MeshNodeAgent { PublicKey = KeyOf(number).ToString() },
            Assignment = new MeshNodeAssignment { Revision = "1", Segment = "segment-2" },
        },
    };

    private void Answer(MeshNode node, int milliseconds = 0)
        => _book.Handle(new AgentEvent.AddressRead(IPAddress.Parse(node.Spec.Addresses![0]), [node], true), TimeSpan.FromMilliseconds(milliseconds));

    private void Catch(string to, int milliseconds, byte mark = 0)
        => _book.Handle(new AgentEvent.StrayCaught(StrayPackets.Udp("100.96.0.1", to, mark)), TimeSpan.FromMilliseconds(milliseconds));
}

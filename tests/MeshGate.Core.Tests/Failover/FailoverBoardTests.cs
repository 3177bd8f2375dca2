using System.Net;
using MeshGate.Core.Failover;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Failover;

public sealed class FailoverBoardTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(100);
    private static readonly IPEndPoint Address = new(IPAddress.Parse("192.0.2.1"), 1);

    [Fact]
    public void Grant_CountsOneGroup_WhenFiftyPeersLoseOneRelay()
        => Assert.Equal(50, FailoverBoard.Grant([.. Peers(50, _ => "relay1")], new FailoverBlock { MaxConcurrentFailovers = 1 }).Length);

    [Fact]
    public void Grant_LetsAsManyMove_AsThePolicySays()
        => Assert.Equal(3, FailoverBoard.Grant([.. Peers(8, _ => null), .. Peers(20, _ => null, "calm", waiting: false)], new FailoverBlock { MaxConcurrentFailovers = 3 }).Length);

    [Fact]
    public void Grant_CountsOneGroup_WhenMostDirectPathsFailTogether()
        => Assert.Equal(20, FailoverBoard.Grant([.. Peers(20, _ => null), .. Peers(5, _ => null, "calm", waiting: false)], new FailoverBlock { MaxConcurrentFailovers = 1 }).Length);

    [Fact]
    public void Grant_TakesTheHighestPriorityFirst()
    {
        List<WatchedPeer> peers = [.. Peers(3, index => $"relay{index}")];
        peers[2] = peers[2] with { Priority = 5 };

        Assert.Equal(["peer2"], FailoverBoard.Grant(peers, new FailoverBlock { MaxConcurrentFailovers = 1 }));
        Assert.Equal(["peer0"], FailoverBoard.Grant(peers, new FailoverBlock { MaxConcurrentFailovers = 1, PriorityBasedRouting = false }));
    }

    [Fact]
    public void Grant_CountsThoseThatAreMoving()
    {
        var moving = new WatchedPeer("moving", "relay9", 0, State() with { Cause = null, Unproven = new FailoverMove(Address, Address, FailoverCause.Silent) });

        Assert.Empty(FailoverBoard.Grant([moving, .. Peers(1, _ => "relay1")], new FailoverBlock { MaxConcurrentFailovers = 1 }));
        Assert.Single(FailoverBoard.Grant([moving, .. Peers(1, _ => "relay9")], new FailoverBlock { MaxConcurrentFailovers = 1 }));
    }

    [Fact]
    public void IsSelfSuspect_OnlyWhenNothingAnswers()
    {
        List<WatchedPeer> silent = [.. Peers(3, _ => null)];
        WatchedPeer answering = silent[0] with { State = State() with { Paths = [new FailoverPath(Address, 1) { AnsweredAt = Now }] } };

        Assert.True(FailoverBoard.IsSelfSuspect(silent, Now - TimeSpan.FromSeconds(5)));
        Assert.False(FailoverBoard.IsSelfSuspect(silent, Now + TimeSpan.FromSeconds(1)));
        Assert.False(FailoverBoard.IsSelfSuspect([.. silent, .. Peers(1, _ => null, "calm", waiting: false)], null));
        Assert.False(FailoverBoard.IsSelfSuspect([.. silent, answering], null));
        Assert.False(FailoverBoard.IsSelfSuspect(silent[..1], null));
    }

    [Fact]
    public void IsSelfSuspect_IsFalse_WhenAnotherPathAnsweredBeforeTheLastOfThemFellSilent()
    {
        WatchedPeer relay = Peers(1, _ => null).Single() with { Name = "relay", State = State() with { SuspectedAt = Now + TimeSpan.FromMilliseconds(200) } };
        WatchedPeer peer = Peers(1, _ => "relay").Single() with
        {
            State = State() with { Paths = [new FailoverPath(Address, 2) { AnsweredAt = Now + TimeSpan.FromMilliseconds(30) }] },
        };

        Assert.False(FailoverBoard.IsSelfSuspect([relay, peer], null));
    }

    private static IEnumerable<WatchedPeer> Peers(int count, Func<int, string?> shared, string name = "peer", bool waiting = true)
        => Enumerable.Range(0, count).Select(index => new WatchedPeer($"{name}{index}", shared(index), 0, waiting ? State() : PathFailover.Create(true)));

    private static FailoverState State() => PathFailover.Create(isControlling: true) with
    {
        Phase = FailoverPhase.Suspect, Cause = FailoverCause.Silent, SuspectedAt = Now, Current = Address,
    };
}

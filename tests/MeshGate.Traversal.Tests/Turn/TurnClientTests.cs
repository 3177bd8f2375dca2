using System.Net;
using System.Net.Sockets;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Turn;

namespace MeshGate.Traversal.Tests.Turn;

public sealed class TurnClientTests
{
    private static readonly IPEndPoint Other = new(TurnVectors.Peer.Address, 1234);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TurnBench _bench = new();

    [Fact]
    public void Step_Allocates_PermitsAndBinds_WhenTheServerGrants()
    {
        _bench.Start(TurnVectors.Peer, Other);

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
        Assert.Equal([TurnVectors.Relayed], Assert.IsType<TurnClientEffect.Allocated>(_bench.Told[0]).Relayed);
        Assert.Equal(
            [new TurnClientEffect.ChannelBound(TurnVectors.Peer, 0x4000), new TurnClientEffect.ChannelBound(Other, 0x4001)],
            _bench.Told.OfType<TurnClientEffect.ChannelBound>());
        Assert.Equal(
            [StunMethod.Allocate, StunMethod.Allocate, StunMethod.CreatePermission, StunMethod.ChannelBind, StunMethod.ChannelBind],
            _bench.Requests);
    }

    [Fact]
    public void Step_RenewsEverythingBeforeItsEnd_ForAnHour()
    {
        _bench.Start(TurnVectors.Peer);
        _bench.Run(TimeSpan.FromHours(1));

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
        Assert.Equal(6, _bench.Requests.Count(r => r == StunMethod.Refresh));
        Assert.Equal(1 + (3600 / 240), _bench.Requests.Count(r => r == StunMethod.CreatePermission));
        Assert.Equal(1 + 6, _bench.Requests.Count(r => r == StunMethod.ChannelBind));
        Assert.Single(_bench.Told.OfType<TurnClientEffect.ChannelBound>());
    }

    [Fact]
    public void Step_RefreshesWithinAShortLifetime()
    {
        _bench.LifetimeGiven = 30;
        _bench.Start(TurnVectors.Peer);
        _bench.Run(TimeSpan.FromMinutes(2));

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
        Assert.Equal(8, _bench.Requests.Count(r => r == StunMethod.Refresh));
    }

    [Fact]
    public void Step_RenewsPermissionsAndChannelsInProportion_WhenTheServerKeepsAllocationsForLess()
    {
        _bench.LifetimeGiven = 60;
        _bench.Start(TurnVectors.Peer);
        _bench.Run(TimeSpan.FromMinutes(5));

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
        Assert.Equal(1 + (300 / 15), _bench.Requests.Count(r => r == StunMethod.CreatePermission));
        Assert.Equal(1 + (300 / 30), _bench.Requests.Count(r => r == StunMethod.ChannelBind));
    }

    [Fact]
    public void Step_TakesANewNonce_AtAnyMoment()
    {
        _bench.Start(TurnVectors.Peer);
        for (int i = 0; i < 20; i++)
        {
            _bench.Nonce = $"nonce {i}";
            _bench.Run(TimeSpan.FromSeconds(77));
        }

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
        Assert.InRange(_bench.State.NonceRenewals, 8, 20);
        Assert.Null(_bench.Failure);
    }

    [Theory]
    [InlineData(403, TurnFailureReason.Forbidden)]
    [InlineData(420, TurnFailureReason.Unsupported)]
    [InlineData(437, TurnFailureReason.Mismatch)]
    [InlineData(440, TurnFailureReason.Unsupported)]
    [InlineData(441, TurnFailureReason.Credentials)]
    [InlineData(442, TurnFailureReason.Unsupported)]
    [InlineData(486, TurnFailureReason.Quota)]
    [InlineData(500, TurnFailureReason.Faulty)]
    [InlineData(508, TurnFailureReason.Capacity)]
    [InlineData(300, TurnFailureReason.Redirected)]
    [InlineData(401, TurnFailureReason.Credentials)]
    public void Step_Fails_WithASentence_WhenTheAllocationIsRefused(int code, TurnFailureReason reason)
    {
        _bench.Error = (_, _) => code;
        _bench.Start(TurnVectors.Peer);

        Assert.Equal(TurnPhase.Ended, _bench.State.Phase);
        Assert.Equal(reason, _bench.Failure?.Reason);
        Assert.EndsWith($"({code} So it is)", _bench.Failure!.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(TurnVectors.Password, _bench.Failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(443)]
    [InlineData(508)]
    public void Step_KeepsTheAllocation_WhenOnePeerIsRefused(int code)
    {
        _bench.Error = (method, peer) => method is StunMethod.ChannelBind or StunMethod.CreatePermission && TurnVectors.PeerSix.Address.Equals(peer?.Address) ? code : 0;
        _bench.Start(TurnVectors.Peer, TurnVectors.PeerSix);
        _bench.Run(TimeSpan.FromSeconds(130));

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
        Assert.Equal([TurnVectors.Peer], _bench.Told.OfType<TurnClientEffect.ChannelBound>().Select(b => b.Peer));
        Assert.Single(_bench.Told.OfType<TurnClientEffect.PeerRefused>(), r => r.Peer.Equals(TurnVectors.PeerSix));
        Assert.Equal(1 + 3, _bench.Requests.Count(r => r == StunMethod.ChannelBind));

        _bench.Error = (_, _) => 0;
        _bench.Run(TimeSpan.FromSeconds(60));
        Assert.Contains(_bench.Told.OfType<TurnClientEffect.ChannelBound>(), b => b.Peer.Equals(TurnVectors.PeerSix));
    }

    [Fact]
    public void Step_Fails_WhenTheServerNeverAnswers()
    {
        _bench.IsAlive = false;
        _bench.Start(TurnVectors.Peer);
        _bench.Run(TurnTimers.GiveUp);

        Assert.Equal(new TurnFailure(TurnFailureReason.NoAnswer, "it does not answer"), _bench.Failure);
        Assert.Null(_bench.State.NextDue);
    }

    [Fact]
    public void Step_NoticesADeadServer_WithinNineSeconds()
    {
        _bench.Start(TurnVectors.Peer);
        _bench.Run(10 * Second);
        _bench.IsAlive = false;
        _bench.Run(9 * Second);

        Assert.Equal(new TurnFailure(TurnFailureReason.NoAnswer, "it stopped answering"), _bench.Failure);
    }

    [Fact]
    public void Step_NoticesADeadServer_ThatNeverAnsweredAProbe()
    {
        _bench.Start(TurnVectors.Peer);
        _bench.IsAlive = false;
        _bench.Run(10 * Second);

        Assert.Equal(new TurnFailure(TurnFailureReason.NoAnswer, "it stopped answering"), _bench.Failure);
    }

    [Fact]
    public void Step_LivesWithAServer_ThatAnswersNoBinding()
    {
        _bench.AnswersBindings = false;
        _bench.Start(TurnVectors.Peer);
        _bench.Run(TimeSpan.FromMinutes(20));

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
        Assert.InRange(_bench.Requests.Count(r => r == StunMethod.Binding), 1, TurnTimers.Sends.Length);
    }

    [Fact]
    public void Step_Ignores_AnswersOfAnotherPassword()
    {
        _bench.IsForged = true;
        _bench.Start(TurnVectors.Peer);
        Assert.Equal(TurnPhase.Allocating, _bench.State.Phase);

        _bench.Run(10 * Second);
        Assert.Equal(TurnFailureReason.NoAnswer, _bench.Failure?.Reason);
    }

    [Fact]
    public void Step_Reallocates_InWords_WhenTheServerForgot()
    {
        _bench.Start(TurnVectors.Peer);
        _bench.Error = (_, _) => 437;
        _bench.Run(TimeSpan.FromSeconds(241));

        Assert.Equal(TurnFailureReason.Mismatch, _bench.Failure?.Reason);
        Assert.Equal(TimeSpan.Zero, _bench.Failure!.RetryAfter);
    }

    [Fact]
    public void Step_Releases_WithALifetimeOfZero()
    {
        _bench.Start(TurnVectors.Peer);
        _bench.Step(new TurnClientEvent.Release());

        Assert.Equal(TurnPhase.Ended, _bench.State.Phase);
        Assert.Equal(StunMethod.Refresh, _bench.Requests[^1]);
        Assert.IsType<TurnClientEffect.Released>(_bench.Told[^1]);
    }

    [Fact]
    public void Step_ReleasesInTime_WhenTheServerIsGone()
    {
        _bench.Start(TurnVectors.Peer);
        _bench.IsAlive = false;
        _bench.Step(new TurnClientEvent.Release());
        _bench.Run(TurnTimers.GiveUpRelease);

        Assert.IsType<TurnClientEffect.Released>(_bench.Told[^1]);
    }

    [Fact]
    public void Step_GivesAPeerItsChannelAgain_AndNoNumberTwice()
    {
        _bench.Start(TurnVectors.Peer);
        _bench.Step(new TurnClientEvent.PeersWanted([Other]));
        _bench.Run(100 * Second);
        _bench.Step(new TurnClientEvent.PeersWanted([Other, TurnVectors.Peer]));
        Assert.Equal([0x4000, 0x4001], _bench.State.Grants.Select(g => (int)g.Channel).Where(c => c != 0).Order());

        _bench.Step(new TurnClientEvent.PeersWanted([Other]));
        _bench.Run(700 * Second);
        _bench.Step(new TurnClientEvent.PeersWanted([Other, TurnVectors.Peer]));
        Assert.Equal([0x4001, 0x4002], _bench.State.Grants.Select(g => (int)g.Channel).Where(c => c != 0).Order());
    }

    [Fact]
    public void Step_BoundsPeersAndRequests_WhateverIsWanted()
    {
        for (int round = 0; round < 20; round++)
        {
            _bench.Step(round == 0
                ? new TurnClientEvent.Start(TurnVectors.Credentials, false, [.. Many(round)])
                : new TurnClientEvent.PeersWanted([.. Many(round)]));
            _bench.Run(Second);
            Assert.InRange(_bench.State.Grants.Length, 0, 3 * TurnConstants.MaxPeers);
            Assert.InRange(_bench.State.Pending.Length, 0, TurnTimers.MaxPending);
        }

        Assert.Equal(TurnPhase.Allocated, _bench.State.Phase);
    }

    [Theory]
    [InlineData(true, false, AddressFamily.InterNetwork, null, null)]
    [InlineData(true, true, AddressFamily.InterNetwork, null, "80000004 02000000")]
    [InlineData(false, true, AddressFamily.InterNetwork, "00170004 02000000", null)]
    [InlineData(true, false, AddressFamily.InterNetworkV6, "00170004 01000000", null)]
    [InlineData(true, true, AddressFamily.InterNetworkV6, null, "80000004 02000000")]
    public void Start_AsksForTheFamiliesOfThePeers(bool four, bool six, AddressFamily server, string? requested, string? additional)
    {
        IPEndPoint[] peers = [.. four ? [TurnVectors.Peer] : Array.Empty<IPEndPoint>(), .. six ? [TurnVectors.PeerSix] : Array.Empty<IPEndPoint>()];
        TurnClientStep step = TurnClient.Step(
            TurnClientState.Initial, new TurnClientEvent.Start(TurnVectors.Credentials, false, [.. peers]) { ServerFamily = server }, default, TurnVectors.Transactions());

        string hex = Convert.ToHexStringLower(Assert.IsType<TurnClientEffect.Send>(Assert.Single(step.Effects)).Message.Span);
        Assert.Equal(requested is not null, hex.Contains("00170004", StringComparison.Ordinal));
        Assert.Equal(additional is not null, hex.Contains("80000004", StringComparison.Ordinal));
        Assert.All(new[] { requested, additional }.OfType<string>(), a => Assert.Contains(a.Replace(" ", "", StringComparison.Ordinal), hex, StringComparison.Ordinal));
    }

    [Fact]
    public void Step_RepeatsNothing_OverAReliableTransport()
    {
        TurnClientStep step = TurnClient.Step(
            TurnClientState.Initial, new TurnClientEvent.Start(TurnVectors.Credentials, true, [TurnVectors.Peer]), default, TurnVectors.Transactions());
        step = TurnClient.Step(step.State, new TurnClientEvent.Tick(), 2 * Second, TurnVectors.Transactions());

        Assert.Empty(step.Effects);
        Assert.Equal(TurnTimers.GiveUp, step.State.NextDue);
    }

    private static IEnumerable<IPEndPoint> Many(int round) => Enumerable.Range(1, 100).Select(i => new IPEndPoint(IPAddress.Parse($"203.0.{round}.{i}"), 1000 + i));
}

using System.Collections.Immutable;
using MeshGate.Core.Connections;
using MeshGate.Core.Policy;

namespace MeshGate.Core.Tests.Connections;

public sealed class ConnectionPoolTests
{
    private readonly Pool _pool = new(new ConnectionsBlock { MaxConnections = 3, MinConnections = 1, MaxIdleTime = TimeSpan.FromSeconds(100), ConnectionTimeout = TimeSpan.FromSeconds(10) });

    [Fact]
    public void Known_HeldOnesWakeAndTheOthersAreTrapped()
    {
        _pool.Know("a b", held: "hub");
        Assert.Equal(["Trap a", "Trap b", "Wake hub new Held"], _pool.Effects);
        Assert.Equal(1, _pool.State.Awake);
    }

    [Fact]
    public void Known_LeavesAwakeWhatWasFoundAwake()
    {
        _pool.Do(new PoolEvent.Known([new PoolMember("a", false, IsFound: true), new PoolMember("b", false)]), 0);
        Assert.Equal(["Trap b"], _pool.Effects);
        Assert.Equal(SessionPhase.Awake, _pool.State.Find("a")!.Phase);
    }

    [Fact]
    public void Wanted_UsesThePathOfBeforeAgain_UntilItWasUsedAgainOftenEnough()
    {
        _pool.Configure(_pool.State.Settings with { MaxReuseCount = 2 });
        _pool.Know("a");
        List<string> woken = [];
        for (int i = 0; i < 5; i++)
        {
            _pool.Do(new PoolEvent.Wanted("a", WakeCause.Packet), i * 1000);
            woken.Add(_pool.Effects.Single());
            _pool.Do(new PoolEvent.CameUp("a"), (i * 1000) + 1);
            _pool.Do(new PoolEvent.PeerAsked("a"), (i * 1000) + 100);
            _pool.Do(new PoolEvent.Tick(), (i * 1000) + 200);
        }

        Assert.Equal(["Wake a new Packet", "Wake a reuse Packet", "Wake a reuse Packet", "Wake a new Packet", "Wake a reuse Packet"], woken);
        Assert.Equal((5, 3), (_pool.State.Counts.Woken, _pool.State.Counts.Reused));
    }

    [Fact]
    public void Wanted_FindsThePathAnew_WhenReuseIsOff()
    {
        _pool.Configure(_pool.State.Settings with { Reuse = false });
        _pool.Know("a");
        _pool.Up("a", 0);
        _pool.Do(new PoolEvent.PeerAsked("a"), 50);
        _pool.Do(new PoolEvent.Wanted("a", WakeCause.Peer), 60);
        Assert.Equal(["Wake a new Peer"], _pool.Effects);
    }

    [Fact]
    public void Wanted_PutsTheOneUnusedForLongestToSleep_WhenThePoolIsFull()
    {
        _pool.Know("a b c d");
        _pool.Up("b", 0);
        _pool.Up("a", 1);
        _pool.Up("c", 2);
        _pool.Do(new PoolEvent.Used("b"), 20);
        _pool.Do(new PoolEvent.Wanted("d", WakeCause.Packet), 40);

        Assert.Equal(["Rest a Evicted", "Ask a", "Wake d new Packet"], _pool.Effects);
        Assert.Equal((3, 1), (_pool.State.Awake, _pool.State.Counts.Evicted));
    }

    [Fact]
    public void Wanted_IsRefusedWithAReason_WhenEachAwakeOneHasTrafficOrIsHeld()
    {
        _pool.Know("a b c", held: "hub");
        _pool.Do(new PoolEvent.CameUp("hub"), 0);
        _pool.Up("a", 0);
        _pool.Up("b", 0);
        _pool.Do(new PoolEvent.Used("a"), 95);
        _pool.Do(new PoolEvent.Used("b"), 95);
        _pool.Do(new PoolEvent.Wanted("c", WakeCause.Packet), 100);

        Assert.Equal("Refuse c PoolFull", _pool.Effects.Single());
        Assert.Contains("3 sessions are awake, as many as connections.maxConnections allows (3)", _pool.State.LastRefusal, StringComparison.Ordinal);
        Assert.Equal(1, _pool.State.Counts.Refused);

        _pool.Do(new PoolEvent.Wanted("c", WakeCause.Packet), 106);
        Assert.Equal(["Rest a Evicted", "Ask a", "Wake c new Packet"], _pool.Effects);
    }

    [Fact]
    public void Tick_AsksThePeerOfAnIdleSession_AndLetsItRestWhenThePeerAgrees_ThenTrapsIt()
    {
        _pool.Know("a b");
        _pool.Up("a", 0);
        _pool.Up("b", 50);
        _pool.Do(new PoolEvent.Tick(), 99);
        Assert.Empty(_pool.Effects);
        Assert.Equal(TimeSpan.FromSeconds(100), _pool.State.NextDue);

        _pool.Do(new PoolEvent.Tick(), 100);
        Assert.Equal(["Ask a"], _pool.Effects);
        _pool.Do(new PoolEvent.Agreed("a"), 100.1);
        Assert.Equal(["Rest a Idle"], _pool.Effects);
        Assert.Equal(1, _pool.State.Awake);
        _pool.Do(new PoolEvent.Tick(), 120);
        Assert.Empty(_pool.Effects);
        _pool.Do(new PoolEvent.Tick(), 120.2);
        Assert.Equal(["Trap a"], _pool.Effects);
    }

    [Fact]
    public void Tick_LeavesTheFloorAwake()
    {
        _pool.Know("a b c");
        _pool.Up("a", 0);
        _pool.Up("b", 1);
        _pool.Up("c", 2);
        _pool.Do(new PoolEvent.Tick(), 1000);
        Assert.Equal(["Ask a", "Ask b"], _pool.Effects);
        _pool.Do(new PoolEvent.Agreed("a"), 1000.1);
        _pool.Do(new PoolEvent.Agreed("b"), 1000.1);
        _pool.Do(new PoolEvent.Tick(), 2000);
        Assert.Equal(SessionPhase.Awake, _pool.State.Find("c")!.Phase);
    }

    [Fact]
    public void Tick_LetsASessionRest_WhenThePeerSaysNothing()
    {
        _pool.Know("a b");
        _pool.Up("a", 0);
        _pool.Up("b", 90);
        string[] told = [.. Enumerable.Range(0, 18).SelectMany(i =>
        {
            _pool.Do(new PoolEvent.Tick(), 100 + (i * 0.5));
            return _pool.Effects.Select(effect => $"{i * 0.5:0.0} {effect}");
        })];
        Assert.Equal(["0.0 Ask a", "0.5 Ask a", "1.5 Ask a", "3.5 Ask a", "7.5 Rest a PeerSilent"], told);
    }

    [Fact]
    public void Declined_KeepsTheSessionAwake_ForAsLongAsIdlenessLasts()
    {
        _pool.Know("a b");
        _pool.Up("a", 0);
        _pool.Up("b", 90);
        _pool.Do(new PoolEvent.Tick(), 100);
        _pool.Do(new PoolEvent.Declined("a"), 100.1);
        _pool.Do(new PoolEvent.Used("b"), 180);
        _pool.Do(new PoolEvent.Tick(), 200);
        Assert.Empty(_pool.Effects);
        _pool.Do(new PoolEvent.Tick(), 200.2);
        Assert.Equal(["Ask a"], _pool.Effects);
    }

    [Fact]
    public void Used_TakesTheQuestionBack()
    {
        _pool.Know("a b");
        _pool.Up("a", 0);
        _pool.Up("b", 90);
        _pool.Do(new PoolEvent.Tick(), 100);
        _pool.Do(new PoolEvent.Used("a"), 100.1);
        _pool.Do(new PoolEvent.Agreed("a"), 100.2);
        Assert.Empty(_pool.Effects);
        Assert.Equal(SessionPhase.Awake, _pool.State.Find("a")!.Phase);
    }

    [Fact]
    public void Waking_IsTriedAgainWithGrowingPauses_ThenThePeerIsLeftAlone()
    {
        _pool.Configure(_pool.State.Settings with { MaxRetryAttempts = 2, RetryBackoffMultiplier = 3 });
        _pool.Know("a");
        _pool.Do(new PoolEvent.Wanted("a", WakeCause.Packet), 0);
        List<string> told = [];
        for (int second = 1; second < 60 && _pool.State.Find("a")!.IsAwake; second++)
        {
            _pool.Do(new PoolEvent.Tick(), second);
            told.AddRange(_pool.Effects.Select(effect => $"{second} {effect}"));
        }

        // 10 s each, with 1 s and 3 s between them.
        Assert.Equal(["11 Wake a new Packet", "24 Wake a new Packet", "34 Rest a NotReached", "34 Trap a"], told);
        _pool.Do(new PoolEvent.Wanted("a", WakeCause.Packet), 40);
        Assert.Equal(["Refuse a LeftAlone"], _pool.Effects);
        _pool.Do(new PoolEvent.Wanted("a", WakeCause.Peer), 41);
        Assert.Equal(["Wake a new Peer"], _pool.Effects);
        Assert.Equal(1, _pool.State.Counts.NotReached);
    }

    [Fact]
    public void Waking_GoesOnWithoutAnEnd_WhenTheSessionIsHeld()
    {
        _pool.Know(string.Empty, held: "hub");
        for (int second = 1; second < 600; second++)
        {
            _pool.Do(new PoolEvent.Tick(), second);
            Assert.Empty(_pool.Effects);
        }

        Assert.Equal(SessionPhase.Waking, _pool.State.Find("hub")!.Phase);
    }

    [Fact]
    public void Configured_PutsToSleepWhatIsAboveALoweredCeiling_OnceItHasNoTraffic()
    {
        _pool.Know("a b c");
        _pool.Up("a", 0);
        _pool.Up("b", 0);
        _pool.Up("c", 0);
        _pool.Do(new PoolEvent.Used("c"), 15);
        _pool.Do(new PoolEvent.Configured(_pool.State.Settings with { MaxConnections = 1 }), 20);
        Assert.Equal(["Rest a Evicted", "Ask a", "Rest b Evicted", "Ask b"], _pool.Effects);
    }

    [Theory]
    [InlineData(1, 2.0, 1)]
    [InlineData(4, 2.0, 8)]
    [InlineData(3, 1.0, 1)]
    [InlineData(50, 10.0, 60)]
    public void Backoff_GrowsUpToAMinute(int attempts, double multiplier, double seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), PoolTimers.Backoff(attempts, multiplier));

    /// <summary>A pool whose effects are told in words.</summary>
    private sealed class Pool(ConnectionsBlock settings)
    {
        public PoolState State { get; private set; } = new() { Settings = settings };

        public ImmutableArray<string> Effects { get; private set; } = [];

        public void Configure(ConnectionsBlock block) => State = State with { Settings = block };

        public void Know(string names, string held = "")
            => Do(new PoolEvent.Known([.. Split(names).Select(name => new PoolMember(name, false)), .. Split(held).Select(name => new PoolMember(name, true))]), 0);

        public void Up(string name, double seconds)
        {
            Do(new PoolEvent.Wanted(name, WakeCause.Packet), seconds);
            Do(new PoolEvent.CameUp(name), seconds);
        }

        public void Do(PoolEvent happened, double seconds)
        {
            (State, ImmutableArray<PoolEffect> effects) = ConnectionPool.Step(State, happened, TimeSpan.FromSeconds(seconds));
            Effects = [.. effects.Select(Words)];
        }

        private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        private static string Words(PoolEffect effect) => effect switch
        {
            PoolEffect.Wake wake => $"Wake {wake.Name} {(wake.IsReuse ? "reuse" : "new")} {wake.Cause}",
            PoolEffect.Rest rest => $"Rest {rest.Name} {rest.Reason}",
            PoolEffect.Refuse refuse => $"Refuse {refuse.Name} {refuse.Reason}",
            _ => $"{effect.GetType().Name} {effect.Name}",
        };
    }
}

using FsCheck.Xunit;
using MeshGate.Core.Gateways;
using MeshGate.Core.LoadBalancing;

namespace MeshGate.Core.Tests.Gateways;

public sealed class GatewayFailoverTests
{
    private static readonly GatewaySettings Settings = new() { FailureThreshold = 3, TrialInterval = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Step_TakesTheFirst_BeforeAnySessionIsUp()
        => Assert.Equal(("gw1", GatewayCause.Started), Facts(new Client()));

    [Fact]
    public void Step_WaitsForTheFirst_ThoughTheSecondIsUpEarlier_ButNotForLong()
    {
        var client = new Client();
        client.Do(500, new GatewayEvent.Session("gw2", true));
        Assert.Equal("gw1", client.State.Current);
        Assert.Equal(GatewayTimers.Start, client.NextDue(500));
        client.Do(3000, new GatewayEvent.Tick(null));
        Assert.Equal(("gw2", GatewayCause.Silent), Facts(client));
    }

    [Fact]
    public void Step_TakesTheSecond_WhenTheFirstFallsSilent_ButNotBeforeItHadTimeForAnotherPath()
    {
        Client client = Client.Up();
        client.Do(100, new GatewayEvent.Session("gw1", false));
        client.Do(300, new GatewayEvent.Tick(null));
        Assert.Equal("gw1", client.State.Current);
        client.Do(100 + (int)GatewayTimers.Patience.TotalMilliseconds, new GatewayEvent.Tick(null));
        Assert.Equal(("gw2", GatewayCause.Silent), Facts(client));
        Assert.Equal(1, client.State.Failovers);
    }

    [Theory]
    [InlineData(10, 450, 160)]
    [InlineData(80, 300, 230)]
    [InlineData(200, null, 350)]
    [InlineData(300, 450, 350)]
    [InlineData(200, 130, 130)]
    [InlineData(300, 1, 1)]
    public void Step_GivesTheSessionTimeForARoundTripOverAnotherPath_AsFarAsTrafficCanWait(int roundTrip, int? left, int patience)
    {
        Client client = Client.Up();
        client.Do(100, new GatewayEvent.Session("gw1", false, TimeSpan.FromMilliseconds(roundTrip), left is { } known ? TimeSpan.FromMilliseconds(known) : null));
        client.Do(99 + patience, new GatewayEvent.Tick(null));
        Assert.Equal("gw1", client.State.Current);
        Assert.Equal(TimeSpan.FromMilliseconds(100 + patience), client.NextDue(100));
        client.Do(100 + patience, new GatewayEvent.Tick(null));
        Assert.Equal(("gw2", GatewayCause.Silent), Facts(client));
    }

    [Theory]
    [InlineData(null, 150)]
    [InlineData(450, 150)]
    [InlineData(100, 100)]
    public void Step_IsSureOfTheSilence_WhereThereIsNoOtherPath_AsFarAsTrafficCanWait(int? left, int patience)
    {
        Client client = Client.Up();
        client.Do(100, new GatewayEvent.Session("gw1", false, TimeSpan.FromMilliseconds(80), left is { } known ? TimeSpan.FromMilliseconds(known) : null, HasHope: false));
        client.Do(99 + patience, new GatewayEvent.Tick(null));
        Assert.Equal("gw1", client.State.Current);
        client.Do(100 + patience, new GatewayEvent.Tick(null));
        Assert.Equal(("gw2", GatewayCause.Silent), Facts(client));
    }

    [Fact]
    public void NextDue_IsNotHiddenByWhatIsOver()
    {
        // The second has been up for longer than a client waits before it takes it.
        Client client = Client.Up();
        client.Do(20_000, new GatewayEvent.Session("gw1", false));
        Assert.Equal(TimeSpan.FromMilliseconds(20_000) + GatewayTimers.Patience, client.NextDue(20_000));
    }

    [Fact]
    public void Step_Stays_WhenTheSessionFindsAnotherPathInTime()
    {
        Client client = Client.Up();
        client.Do(100, new GatewayEvent.Session("gw1", false));
        client.Do(300, new GatewayEvent.Session("gw1", true));
        client.Do(2000, new GatewayEvent.Tick(null));
        Assert.Equal(("gw1", 0), (client.State.Current, client.State.Failovers));
    }

    [Fact]
    public void Step_TakesTheSecond_WhenTheFirstNoLongerForwards()
    {
        Client client = Client.Up();
        client.Probe(100, "gw1", false, 2);
        client.Probe(300, "gw1", true);
        client.Probe(400, "gw1", false, 2);
        Assert.Equal("gw1", client.State.Current);
        client.Probe(600, "gw1", false);
        Assert.Equal(("gw2", GatewayCause.NotForwarding), Facts(client));
    }

    [Fact]
    public void Step_Stays_WhenNoOtherIsUp()
    {
        var client = new Client();
        client.Do(0, new GatewayEvent.Session("gw1", true));
        client.Do(100, new GatewayEvent.Session("gw1", false));
        client.Do(9000, new GatewayEvent.Tick(TimeSpan.FromHours(1)));
        Assert.Equal("gw1", client.State.Current);
        client.Do(9500, new GatewayEvent.Session("gw3", true));
        Assert.Equal("gw3", client.State.Current);
    }

    [Fact]
    public void Step_Returns_OnceTheFirstHolds_AndNothingIsOnItsWay()
    {
        Client client = Client.Up();
        client.Do(100, new GatewayEvent.Session("gw1", false));
        client.Do(1000, new GatewayEvent.Tick(null));
        client.Do(5000, new GatewayEvent.Session("gw1", true));
        client.Do(14_900, new GatewayEvent.Tick(TimeSpan.FromMinutes(1)));
        Assert.Equal(("gw2", false), (client.State.Current, client.State.IsReturnWaiting));
        client.Do(15_000, new GatewayEvent.Tick(TimeSpan.FromSeconds(9)));
        Assert.Equal(("gw2", true), (client.State.Current, client.State.IsReturnWaiting));
        client.Do(16_000, new GatewayEvent.Tick(TimeSpan.FromSeconds(10)));
        Assert.Equal(("gw1", GatewayCause.Returned), Facts(client));
        Assert.False(client.State.IsReturnWaiting);
    }

    [Fact]
    public void Step_TriesOneThatDidNotForward_OnlyAfterAWhile_AndLeavesItAtTheFirstFailedProbe()
    {
        Client client = Client.Up();
        client.Probe(20_000, "gw1", false, 3);
        var idle = new GatewayEvent.Tick(TimeSpan.FromMinutes(5));
        client.Do(49_900, idle);
        Assert.Equal("gw2", client.State.Current);
        client.Do(50_000, idle);
        Assert.Equal(("gw1", BreakerPhase.HalfOpen), (client.State.Current, client.State.Find("gw1")!.Forwarding.Phase));
        client.Probe(50_200, "gw1", false);
        Assert.Equal("gw2", client.State.Current);
        client.Do(80_100, idle);
        Assert.Equal("gw2", client.State.Current);
        client.Do(80_200, idle);
        client.Probe(80_300, "gw1", true);
        Assert.Equal(("gw1", BreakerPhase.Closed), (client.State.Current, client.State.Find("gw1")!.Forwarding.Phase));
    }

    [Fact]
    public void Step_TriesEachInTurn_WhenNoneForwards_AlsoWhileTrafficFlows()
    {
        Client client = Client.Up();
        foreach (string name in (string[])["gw1", "gw2", "gw3"])
        {
            client.Probe(20_000, name, false, 3);
        }

        Assert.Equal(("gw3", 2), (client.State.Current, client.State.Failovers));
        Assert.Equal(TimeSpan.FromSeconds(50), client.NextDue(20_000));
        client.Do(50_000, new GatewayEvent.Tick(TimeSpan.Zero));
        Assert.Equal("gw1", client.State.Current);
        client.Probe(50_200, "gw1", false);
        Assert.Equal("gw2", client.State.Current);
        client.Probe(50_400, "gw2", true);
        Assert.Equal(("gw2", BreakerPhase.Closed), (client.State.Current, client.State.Find("gw2")!.Forwarding.Phase));
    }

    [Fact]
    public void Step_MovesAtOnce_WhenTheGatewayIsNoneOfTheRoutesAnyMore_ElseWhenIdle()
    {
        Client client = Client.Up();
        client.Do(20_000, new GatewayEvent.Ranked(["gw3", "gw1", "gw2"]));
        Assert.Equal(("gw1", true), (client.State.Current, client.State.IsReturnWaiting));
        client.Do(20_000, new GatewayEvent.Ranked(["gw3", "gw2"]));
        Assert.Equal(("gw3", GatewayCause.Removed), Facts(client));
        client.Do(20_000, new GatewayEvent.Ranked([]));
        Assert.Null(client.State.Current);
    }

    [Property(MaxTest = 300)]
    public bool Step_NeverSendsToOneThatFailed_WhileAnotherIsUp(byte[] drawn)
    {
        var client = new Client();
        for (int i = 0; i < drawn.Length; i++)
        {
            string name = $"gw{1 + (drawn[i] % 3)}";
            bool isGood = (drawn[i] & 8) != 0;
            int at = 3000 + (500 * (i + 1));
            GatewayEvent happened = (drawn[i] >> 4) switch
            {
                < 6 => new GatewayEvent.Session(name, isGood),
                < 12 => new GatewayEvent.Probed(client.State.Current!, isGood),
                _ => new GatewayEvent.Tick(TimeSpan.FromSeconds(drawn[i] % 20)),
            };
            client.Do(at, happened);
            client.Do(at + 400, new GatewayEvent.Tick(null));
            GatewayHealth current = client.State.Find(client.State.Current)!;
            var now = TimeSpan.FromMilliseconds(at + 400);
            if (!current.IsUsable(now) && client.State.Gateways.Any(gateway => gateway.IsUsable(now)))
            {
                return false;
            }
        }

        return true;
    }

    private static (string? Current, GatewayCause Cause) Facts(Client client) => (client.State.Current, client.State.Cause);

    private sealed class Client
    {
        public Client() => Do(0, new GatewayEvent.Ranked(["gw1", "gw2", "gw3"]));

        public GatewayState State { get; private set; } = new();

        public static Client Up()
        {
            var client = new Client();
            foreach (string name in (string[])["gw1", "gw2", "gw3"])
            {
                client.Do(0, new GatewayEvent.Session(name, true));
            }

            return client;
        }

        public void Do(int milliseconds, GatewayEvent happened) => State = GatewayFailover.Step(State, happened, Settings, TimeSpan.FromMilliseconds(milliseconds));

        public TimeSpan? NextDue(int milliseconds) => GatewayFailover.NextDue(State, Settings, TimeSpan.FromMilliseconds(milliseconds));

        public void Probe(int milliseconds, string gateway, bool isAnswered, int times = 1)
        {
            for (int i = 0; i < times; i++)
            {
                Do(milliseconds, new GatewayEvent.Probed(gateway, isAnswered));
            }
        }
    }
}

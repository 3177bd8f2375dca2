using MeshGate.Lab.Swarm.Agents;
using MeshGate.Lab.Swarm.Machines;

namespace MeshGate.Lab.Tests.Swarm;

public sealed class AgentBrainTests
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly SimulatedMachine Machine = SimulatedMachine.Of(1, "a") with { Nat = null };

    // One that is reached directly, and one that is not.
    private static readonly string Near = Names().First(name => PathModel.IsDirect(Machine, SimulatedMachine.Of(1, name)));
    private static readonly string Blocked = Names().First(name => !PathModel.IsDirect(Machine, SimulatedMachine.Of(1, name)));

    private readonly AgentDirectory _directory = new();
    private readonly AgentOptions _options = new(1, "meshgate-nodes");
    private TimeSpan _now = TimeSpan.FromMinutes(1);

    [Fact]
    public void Knowledge_HasNoKey_UntilOrdersAreAppliedAndDiscoveryHasEnded()
    {
        var brain = Ordered("r1", []);
        Assert.Null(ReportModel.Build(Machine, brain.Knowledge).PublicKey);
        Assert.Equal("False", Condition(brain, "AssignmentApplied"));

        Pass(brain, Machine.ApplyTime);
        Assert.Equal("r1", brain.Knowledge.Applied);
        Assert.Null(ReportModel.Build(Machine, brain.Knowledge).PublicKey);

        Pass(brain, Machine.DiscoveryTime);
        var report = ReportModel.Build(Machine, brain.Knowledge);
        Assert.Equal(Machine.PublicKey, report.PublicKey);
        Assert.Equal(Machine.Candidates, report.Candidates);
        Assert.Equal("True", Condition(brain, "AssignmentApplied"));
        Assert.Null(brain.NextDue);
    }

    [Fact]
    public void TakeNews_HasNoneBeforeTheKey_ThenTellsItAtOnceAndTheRestAsProgress()
    {
        var brain = Ordered("r1", []);
        Pass(brain, Machine.ApplyTime);
        Assert.Equal(AgentNews.None, brain.TakeNews());

        Pass(brain, Machine.DiscoveryTime);
        Assert.Equal(AgentNews.Urgent, brain.TakeNews());

        brain.Order(new OwnOrders("r1", [], null), _now, Noon);
        Assert.Equal(AgentNews.None, brain.TakeNews());

        brain.Order(new OwnOrders("r2", [Near], null), _now, Noon);
        Assert.Equal(AgentNews.Progress, brain.TakeNews());
    }

    [Fact]
    public void Knowledge_TellsThePath_OnceThePeerKnowsThisMachineToo()
    {
        _directory.Enter(Near, new HashSet<string>());
        var brain = Ordered("r1", [Near, Blocked]);
        Pass(brain, TimeSpan.FromSeconds(5));
        Assert.All(brain.Knowledge.Peers, peer => Assert.Null(peer.UpAt));

        _directory.Enter(Near, new HashSet<string> { "a" });
        Pass(brain, TimeSpan.FromSeconds(5));

        Assert.NotNull(brain.Knowledge.Peers.Single(peer => peer.Machine.Name == Near).UpAt);
        var blocked = brain.Knowledge.Peers.Single(peer => peer.Machine.Name == Blocked);
        Assert.Null(blocked.UpAt);
        Assert.Contains("none of the peer's", ReportModel.Build(Machine, brain.Knowledge).Peers!.Single(peer => peer.Name == Blocked).Reason, StringComparison.Ordinal);
        Assert.Null(brain.NextDue);
    }

    [Fact]
    public void Order_KeepsThePathsOfPeersThatStay()
    {
        var brain = Ordered("r1", [Near, Blocked]);
        Pass(brain, TimeSpan.FromSeconds(5));

        brain.Order(new OwnOrders("r2", [Near], null), _now, Noon);

        Assert.Equal([Near], brain.Knowledge.Peers.Select(peer => peer.Machine.Name));
        Assert.NotNull(brain.Knowledge.Peers[0].UpAt);
        Assert.Equal("r1", brain.Knowledge.Applied);
    }

    [Fact]
    public void Step_LosesSessionsAndFindsThemAgain_AsOftenAsIsWanted()
    {
        _directory.Enter(Near, new HashSet<string> { "a" });
        var brain = Ordered("r1", [Near]);
        Pass(brain, TimeSpan.FromSeconds(5));
        brain.TakeNews();
        Assert.Equal(0, brain.Changes);

        // Its only session once in each minute, from half a minute on.
        _options.Changes.ShareEachMinute = 1;
        Pass(brain, TimeSpan.FromSeconds(90));
        Assert.InRange(brain.Changes, 1, 3);
        Assert.Equal(AgentNews.Progress, brain.TakeNews());
        _options.Changes.ShareEachMinute = 0;
        Pass(brain, TimeSpan.FromSeconds(41));
        Assert.NotNull(brain.Knowledge.Peers.Single().UpAt);
        Assert.Null(brain.NextDue);
    }

    private static IEnumerable<string> Names() => Enumerable.Range(1, 1000).Select(i => $"peer-{i}");

    private static string? Condition(AgentBrain brain, string type)
        => ReportModel.Build(Machine, brain.Knowledge).Conditions!.Single(condition => condition.Type == type).Status;

    private AgentBrain Ordered(string revision, IReadOnlyList<string> members)
    {
        var brain = new AgentBrain(Machine, _options, _directory, new Random(1));
        brain.Order(new OwnOrders(revision, members, null), _now, Noon);
        return brain;
    }

    private void Pass(AgentBrain brain, TimeSpan span)
    {
        for (var end = _now + span; _now < end; _now += TimeSpan.FromMilliseconds(1))
        {
            brain.Step(_now, Noon);
        }

        brain.Step(_now, Noon);
    }
}

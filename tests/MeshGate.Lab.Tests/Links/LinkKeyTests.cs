using MeshGate.Lab.Actions;
using MeshGate.Lab.Expectations;
using MeshGate.Lab.Links;
using MeshGate.Lab.Namespaces;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Links;

/// <summary>What a scenario says of regions and links.</summary>
public sealed class LinkKeyTests
{
    private const string Regions = "regions: { eu: { delay: 10ms, jitter: 2ms, rate: 100Mbit, loss: 0.5 }, us: { delay: 45ms, reorder: true }, moon: }\n";
    private const string Two = "machines: { a: { region: eu }, b: }\n";

    [Fact]
    public void Parse_ReadsRegions()
    {
        var scenario = ScenarioParser.Parse(
            $"{Regions}sites: {{ home: {{ nat: symmetric, region: us }} }}\nservers: {{ s: {{ region: moon }} }}\n"
            + "machines: { a: { region: eu }, b: { site: home }, c: }\n", "x.yaml");

        Assert.Equal(
            [
                new LinkSpec { Delay = Ms(10), Jitter = Ms(2), Rate = 100_000_000, Loss = 0.5 },
                new LinkSpec { Delay = Ms(45), Reorder = true },
                new LinkSpec(),
            ],
            scenario.Regions.Select(r => r.Link));
        Assert.Equal(["eu", "us", null], scenario.Machines.Select(m => m.Region));
        Assert.Equal(("us", "moon"), (scenario.Sites[0].Region, scenario.Servers[0].Region));
    }

    [Fact]
    public void Plan_PutsWhatIsInARegionOnItsRouterAlone()
    {
        var plan = NetworkPlanner.Plan(ScenarioParser.Parse(Regions + Two, "x.yaml"), "test");
        var (eu, address) = (plan.Regions["eu"], plan.Machines["a"].Addresses[0]);

        Assert.Equal((eu.Router, plan.Internet), (plan.RouterOf(plan.Machines["a"]), plan.RouterOf(plan.Machines["b"])));
        Assert.Contains($"route add {address}/32 dev {plan.Attachments["a"].Port}", eu.Router.IpCommands);
        Assert.Contains($"route add {address}/32 dev {eu.InternetPort}", plan.Internet.IpCommands);
        Assert.Contains(plan.Veths, v => v.NamespaceA == "mgtest-a" && v.NamespaceB == eu.Router.Namespace);
    }

    [Fact]
    public void Parse_ReadsSteps()
    {
        var steps = ScenarioParser.Parse(
            Regions + Two + """
            steps:
              - cut: { region: eu }
              - heal: { region: eu }
              - link: { region: eu, delay: 100ms, jitter: 30ms, loss: 3 }
              - link: { region: us, rate: none, reorder: false }
              - repeat: { times: 75, steps: [ { cut: { from: a, to: b } }, { wait: 2s } ] }
              - expect: { ping: { from: a, to: b, min: 20ms, max: 1s } }
              - expect: { metric: { machine: all, name: x, total: true, max: 0 } }
            """, "x.yaml").Steps;

        Assert.Equal(new RegionAction("eu", IsCut: true), steps[0].Action);
        Assert.Equal(new RegionAction("eu", IsCut: false), steps[1].Action);
        Assert.Equal(new LinkAction("eu", new LinkPatch(Ms(100), Ms(30), null, false, 3, null)), steps[2].Action);
        var patch = Assert.IsType<LinkAction>(steps[3].Action).Patch;
        Assert.Equal(new LinkSpec { Delay = Ms(1) }, patch.Apply(new LinkSpec { Delay = Ms(1), Rate = 8000, Reorder = true }));
        var repeat = Assert.IsType<RepeatAction>(steps[4].Action);
        Assert.Equal((75, 2, "75 times: cut a ↔ b, wait 2s"), (repeat.Times, repeat.Actions.Count, repeat.Describe()));
        var ping = Assert.IsType<PingExpectation>(steps[5].Expectation);
        Assert.Equal((Ms(20), Ms(1000)), (ping.Minimum, ping.Maximum));
        Assert.True(Assert.IsType<MetricExpectation>(steps[6].Expectation).IsTotal);
    }

    [Theory]
    [InlineData("regions: { eu: { dealy: 1ms } }\n", 1, 18, "did you mean 'delay'?")]
    [InlineData("regions: { eu: { delay: 11s } }\n", 1, 25, "'delay' is at most 10s")]
    [InlineData("regions: { eu: { delay: 5ms, jitter: 6ms } }\n", 1, 16, "the jitter is at most the delay")]
    [InlineData("regions: { eu: { rate: 100 } }\n", 1, 24, "'rate' must be from 8kbit to 10Gbit")]
    [InlineData("regions: { eu: { rate: 1kbit } }\n", 1, 24, "not '1kbit'")]
    [InlineData("regions: { eu: { rate: 99999999999Gbit } }\n", 1, 24, "'rate' must be")]
    [InlineData("regions: { eu: { loss: 101 } }\n", 1, 24, "from 0 to 100")]
    [InlineData("regions: { eu: { loss: NaN } }\n", 1, 24, "from 0 to 100")]
    [InlineData("regions: { eu: { reorder: maybe } }\n", 1, 27, "must be true or false")]
    [InlineData("regions: { eu: 5ms }\n", 1, 16, "region 'eu' must be a mapping")]
    [InlineData("regions: { EU: }\n", 1, 12, "cannot name a region")]
    [InlineData("regions: { all: }\n", 1, 12, "is taken")]
    public void Parse_SaysWhereAndWhy_WhenARegionIsWrong(string yaml, long line, long column, string reason) =>
        Refuses(yaml + "machines: { a: }", line, column, reason);

    [Theory]
    [InlineData("regions: { a: , b: , c: , d: , e: , f: , g: , h: , i: , j: , k: , l: , m: , n: , o: , p: , q: }\nmachines: { a: }", 1, 10, "at most 16 regions")]
    [InlineData(Regions + "machines: { a: { region: euu } }", 2, 26, "there is no region 'euu'; did you mean 'eu'?")]
    [InlineData(Regions + "sites: { s: { nat: symmetric } }\nmachines: { a: { site: s, region: eu } }", 3, 35, "is where site 's' is")]
    [InlineData(Regions + Two + "steps: [ { cut: { regin: eu } } ]", 3, 19, "did you mean 'region'?")]
    [InlineData(Regions + Two + "steps: [ { cut: { region: eu, to: b } } ]", 3, 31, "unknown key 'to' in 'cut' of a region")]
    [InlineData(Regions + Two + "steps: [ { heal: { region: a } } ]", 3, 28, "there is no region 'a'")]
    [InlineData(Regions + Two + "steps: [ { link: { delay: 1ms } } ]", 3, 18, "'link' needs 'region'")]
    [InlineData(Regions + Two + "steps: [ { link: { region: eu } } ]", 3, 18, "'link' needs one of delay")]
    [InlineData(Regions + Two + "steps: [ { repeat: { times: 0, steps: [ { wait: 1s } ] } } ]", 3, 29, "from 1 to 10000")]
    [InlineData(Regions + Two + "steps: [ { repeat: { times: 2, steps: [] } } ]", 3, 39, "1 to 100 steps")]
    [InlineData(Regions + Two + "steps: [ { repeat: { steps: [ { wait: 1s } ] } } ]", 3, 20, "needs 'times'")]
    [InlineData(Regions + Two + "steps: [ { repeat: { times: 2, steps: [ { expect: { allDirect: true } } ] } } ]", 3, 41, "has actions alone")]
    [InlineData(Regions + Two + "steps: [ { repeat: { times: 2, steps: [ { repeat: { times: 2, steps: [ { wait: 1s } ] } } ] } } ]", 3, 41, "cannot have repeat")]
    [InlineData(Regions + Two + "steps: [ { expect: { ping: { from: a, to: b, answered: false, max: 1s } } } ]", 3, 28, "takes no time")]
    public void Parse_SaysWhereAndWhy_WhenWrong(string yaml, long line, long column, string reason) => Refuses(yaml, line, column, reason);

    [Theory]
    [InlineData("8kbit", 8_000, "8kbit")]
    [InlineData("1.5Mbit", 1_500_000, "1.5Mbit")]
    [InlineData("10Gbit", 10_000_000_000, "10Gbit")]
    public void Rate_IsReadAndWritten(string text, long rate, string written)
    {
        Assert.True(RateText.TryParse(text, out var read));
        Assert.Equal((rate, written), (read, RateText.Write(read)));
    }

    private static void Refuses(string yaml, long line, long column, string reason)
    {
        var error = Assert.Throws<ScenarioException>(() => ScenarioParser.Parse(yaml, "wrong.yaml"));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.StartsWith($"wrong.yaml:{line}:{column}: ", error.Message, StringComparison.Ordinal);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}

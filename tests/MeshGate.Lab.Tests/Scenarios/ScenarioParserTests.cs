using MeshGate.Lab.Actions;
using MeshGate.Lab.Expectations;
using MeshGate.Lab.Faults;
using MeshGate.Lab.Nat;
using MeshGate.Lab.Scenarios;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>A scenario is read as written, and a wrong one is refused where it is wrong.</summary>
public sealed class ScenarioParserTests
{
    private const string Everything = """
        name: everything
        description: One of each.
        tier: long
        settings: { meshCidrs: [100.96.0.0/16], mtu: 1380, family: dual, keepAliveInterval: 5s }
        sites:
          home: { nat: port-restricted, hairpin: true, mappingLifetime: 10s }
          deep: { nat: [full-cone, double] }
          guests: { nat: https-only, isolated: true }
        servers:
          stun: { kind: stun }
          dead: { kind: turn, unreachable: true, addresses: [198.51.100.100, 198.51.100.101] }
          turn: { kind: turn, udp: false, tls: 443, secret: abc, toldSecret: def, lifetime: 60s, channelLifetime: 20s, permissionLifetime: 15s, staleNonce: 30s, quota: 4, ports: 50000-50009 }
        machines:
          a: { roles: [Relay], relayPorts: 40000-40099 }
          b: { site: home, labels: { role: edge } }
          c: { site: home, family: ipv4, endpoint: "192.0.2.9:51820" }
          d: { site: deep, listenPort: 4000, daemon: false }
          e: { crowd: { peers: 200, around: a } }
        streams:
          s: { from: a, to: b, pps: 50, size: 100, text: marker }
          u: { from: b, to: a, over: underlay, family: ipv6 }
        resources:
          - apiVersion: meshgate.io/v1alpha1
            kind: MeshPolicy
            metadata: { name: own }
            spec: { priority: 7, natTraversal: { stunServers: ["${stun.address}:3478"] } }
        steps:
          - cut: { from: a, to: home, direction: to }
          - loss: { from: a, to: internet, percent: 2.5 }
          - heal: all
          - heal: { from: a, to: home }
          - kill: { machine: a }
          - kill: { machine: a, process: daemon, signal: TERM }
          - stop: { process: operator }
          - start: { server: stun }
          - restart: { process: api }
          - rebind: { site: deep }
          - changeAddress: { machine: a }
          - changeAddress: { site: home }
          - apply: { apiVersion: v1, kind: ConfigMap, metadata: { name: x }, data: { number: "7", flag: "true" } }
          - delete: { kind: MeshNode, name: a }
          - run: { command: [ "true" ], machine: a }
          - run: { command: "exit 3", expectExit: 3, timeout: 1m30s }
          - wait: 500ms
          - stream: { start: s }
          - name: named
            expect: { path: { from: a, to: b, is: none } }
            within: 2s
          - expect: { allDirect: true }
          - expect: { allDirect: { except: [c], ping: true } }
          - expect: { field: { kind: MeshNode, name: a, path: "status.conditions[type=Ready].reason", equals: X } }
          - expect: { refused: { apply: { apiVersion: v1, kind: Secret, metadata: { name: y } }, matches: "spec.*" } }
          - expect: { longestGap: { stream: s, max: 1s } }
          - expect: { packetsLost: { stream: s } }
          - expect: { metric: { machine: all, name: x_seconds, stat: mean, max: 0.1 } }
          - expect: { ping: { from: a, to: b, answered: false } }
          - expect: { transfer: { from: a, to: b, size: 64KiB } }
          - block: { site: home, udp: true }
          - block: { machine: a }
          - heal: { site: home }
          - capture: { server: stun }
          - expect: { capture: { server: stun, contains: marker, found: false, minPackets: 5 } }
          - expect: { path: { from: a, to: b, is: turn } }
          - attack: { name: t, from: b, on: a, kind: replay, pps: 500, for: 3s }
          - expect: { attackRepelled: { attack: t, maxCpu: 50 } }
          - load: { name: l, from: a, to: b, pps: 10000, size: 200, for: 30s }
          - expect: { loadLost: { load: l } }
          - cost: { start: k, from: a, to: e, every: 500ms }
          - cost: { stop: k }
          - expect: { longestSilence: { cost: k, max: 2s } }
          - expect: { pingsLost: { cost: k, max: 2 } }
          - expect: { cpu: { cost: k, process: a/daemon, max: 5 } }
          - expect: { bandwidth: { cost: k, machine: a, max: 2.5 } }
          - expect: { crowdAnswers: { crowd: e, from: a } }
          - expect: { output: { command: "echo 3", machine: a, max: 3, unit: switches } }
          - expect: { loadCpu: { load: l, process: a/daemon, against: { load: l, process: turn/server }, max: 1.5 } }
        """;

    [Fact]
    public void Parse_ReadsEverything()
    {
        var scenario = ScenarioParser.Parse(Everything, "everything.yaml");

        Assert.Equal(("everything", ScenarioTier.Long), (scenario.Name, scenario.Tier));
        Assert.Equal([NatKind.FullCone, NatKind.PortRestricted, NatKind.PortRestricted], scenario.Sites[1].Nat);
        Assert.Equal(TimeSpan.FromSeconds(10), scenario.Sites[0].MappingLifetime);
        Assert.Equal([51820, 51820, 51821, 4000, 51820], scenario.Machines.Select(m => m.ListenPort));
        Assert.Equal([IPFamily.Dual, IPFamily.Dual, IPFamily.IPv4, IPFamily.Dual, IPFamily.Dual], scenario.Machines.Select(m => m.Family));
        Assert.False(scenario.Machines[3].Daemon);
        Assert.Equal("edge", scenario.Machines[1].Labels["role"]);
        Assert.True(scenario.Servers[1].Unreachable);
        Assert.Equal(47, scenario.Steps.Count);
        Assert.Equal(new FaultAction("a", "home", FaultDirection.To, 100), scenario.Steps[0].Action);
        Assert.Equal(new FaultAction("a", "internet", FaultDirection.Both, 2.5), scenario.Steps[1].Action);
        Assert.Equal(["a/wireguard", "a/daemon"], Assert.IsType<ProcessAction>(scenario.Steps[4].Action).Processes);
        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<RunAction>(scenario.Steps[15].Action).Timeout);
        var named = scenario.Steps[18];
        Assert.Equal(("named", TimeSpan.FromSeconds(2)), (named.Title, named.Within));
        Assert.Equal(["a", "b"], Assert.IsType<AllDirectExpectation>(scenario.Steps[20].Expectation).Machines);
        Assert.Equal("s", Assert.IsType<MetricExpectation>(scenario.Steps[25].Expectation).Unit);
        Assert.Equal(
            """{"number":"7","flag":"true"}""",
            Assert.IsType<ApplyAction>(scenario.Steps[12].Action).Resources[0].Body["data"]!.ToJsonString());
        Assert.Equal(7, (long)scenario.Resources[0].Body["spec"]!["priority"]!);
    }

    [Fact]
    public void Parse_ReadsWhatServersAndMachinesMayHaveBesides()
    {
        var scenario = ScenarioParser.Parse(Everything, "everything.yaml");
        var turn = scenario.Servers.Single(s => s.Name == "turn").Turn;
        Assert.Equal(
            new TurnOptions
            {
                Udp = false,
                TlsPort = 443,
                Secret = "abc",
                ToldSecret = "def",
                Lifetime = TimeSpan.FromSeconds(60),
                ChannelLifetime = TimeSpan.FromSeconds(20),
                PermissionLifetime = TimeSpan.FromSeconds(15),
                StaleNonce = TimeSpan.FromSeconds(30),
                Quota = 4,
                Ports = (50000, 50009),
            },
            turn);
        Assert.Equal((40000, 40099), scenario.Machines[0].RelayPorts);
        Assert.Equal(["Relay"], scenario.Machines[0].Roles);
        Assert.Equal((new CrowdSpec(200, "a"), false), (scenario.Machines[4].Crowd, scenario.Machines[4].Daemon));
        Assert.Equal(
            new CostAction("k", true, "a", "e", TimeSpan.FromMilliseconds(500)),
            scenario.Steps.Select(s => s.Action).OfType<CostAction>().First());
        Assert.True(scenario.Sites.Single(s => s.Name == "guests").Isolated);
        Assert.Equal("marker", scenario.Streams[0].Text);
        Assert.Equal(["home", "a"], scenario.Steps.Select(s => s.Action).OfType<BlockAction>().Select(b => b.Party));
        Assert.Equal("home", scenario.Steps.Select(s => s.Action).OfType<HealAction>().Last().Blocked);
        Assert.Equal(
            new CaptureExpectation("stun", "marker", false, 5),
            scenario.Steps.Select(s => s.Expectation).OfType<CaptureExpectation>().Single());
    }

    [Theory]
    [InlineData("machines: { a: }\nservers: { s: { kind: stun, quota: 3 } }", 2, 36, "is for servers of kind turn")]
    [InlineData("machines: { a: }\nservers: { s: { kind: turn, udp: false, tcp: false } }", 2, 15, "listens for udp, tcp or tls")]
    [InlineData("machines: { a: }\nservers: { s: { kind: turn, ports: 9-1 } }", 2, 36, "must look like 50000-50009")]
    [InlineData("machines: { a: }\nservers: { s: { kind: turn, staleNonce: 500ms } }", 2, 41, "whole seconds")]
    [InlineData("machines: { a: }\nservers: { s: { kind: turn, secret: 'a b' } }", 2, 37, "letters and digits")]
    [InlineData("machines: { a: { roles: [Boss] } }", 1, 26, "'roles' of machine 'a' cannot be 'Boss'")]
    [InlineData("machines: { a: }\nsteps:\n  - block: { udp: true }", 3, 12, "either a site or a machine")]
    [InlineData("machines: { a: }\nsteps:\n  - block: { machine: a, udp: false }", 3, 31, "only UDP can be blocked")]
    [InlineData("machines: { a: { crowd: { peers: 5, around: b } } }", 1, 45, "there is no machine 'b'")]
    [InlineData("machines: { b: , a: { crowd: { peers: 0, around: b } } }", 1, 39, "from 1 to 1000")]
    [InlineData("machines: { b: { daemon: false }, a: { crowd: { peers: 5, around: b } } }", 1, 67, "has no daemon")]
    [InlineData("machines: { b: , a: { family: ipv6, crowd: { peers: 5, around: b } } }", 1, 44, "needs IPv4")]
    [InlineData("machines: { a: , b: }\nsteps:\n  - cost: { start: c, from: a, to: b }", 3, 36, "there is no crowd 'b'")]
    [InlineData("machines: { a: }\nsteps:\n  - cost: { start: c, from: a }", 3, 11, "go together")]
    [InlineData("machines: { a: }\nsteps:\n  - cost: { stop: c }", 3, 19, "there is no cost 'c'")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { cpu: { cost: c, process: a/daemon, max: 5 } }", 3, 28, "there is no cost 'c'")]
    [InlineData("machines: { a: , b: }\nsteps:\n  - expect: { loadLost: { load: l } }", 3, 33, "there is no load 'l'")]
    [InlineData("machines: { a: , b: }\nsteps:\n  - load: { name: l, from: a, to: b }\n  - expect: { loadCpu: { load: l, process: x, max: 1 } }", 4, 44, "there is no process 'x'")]
    [InlineData("sites: { s: { nat: double } }\nmachines: { a: , b: { site: s } }\nsteps:\n  - attack: { name: t, from: a, on: b, kind: spray }", 4, 37, "is behind a NAT")]
    [InlineData("machines: { a: , b: }\nsteps:\n  - attack: { name: t, from: a, on: b, kind: nuke }", 3, 46, "cannot be 'nuke'")]
    [InlineData("machines: { a: }\nsteps:\n  - capture: {}", 3, 14, "either a machine or a server")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { capture: { machine: a } }", 3, 24, "needs 'contains'")]
    [InlineData("machines: { a: }\nnmae: x", 2, 1, "unknown key 'nmae' in the scenario; did you mean 'name'?")]
    [InlineData("name: x", 1, 1, "needs 'machines'")]
    [InlineData("machines: { a: { stie: home } }", 1, 18, "did you mean 'site'?")]
    [InlineData("sites: { home: { nat: port-restrictd } }\nmachines: { a: }", 1, 23, "did you mean 'port-restricted'?")]
    [InlineData("machines:\n  a: { site: hoem }", 2, 14, "there is no site 'hoem'; there are none")]
    [InlineData("machines:\n  A: ", 2, 3, "cannot name a machine")]
    [InlineData("machines:\n  api: ", 2, 3, "is taken")]
    [InlineData("machines:\n  a: { listenPort: 70000 }", 2, 20, "from 1 to 65535")]
    [InlineData("machines:\n  a: { daemon: perhaps }", 2, 16, "must be true or false")]
    [InlineData("machines:\n  a: { site: s, family: dual }\nsites: { s: { nat: full-cone, family: ipv6 } }", 2, 25, "does not offer")]
    [InlineData("machines: { a: }\nservers: { s: { addresses: [10.0.0.1] } }", 2, 29, "198.51.100.100")]
    [InlineData("machines: { a: }\nsettings: { meshCidrs: [1.2.3.4.5] }", 2, 25, "is not a CIDR")]
    [InlineData("machines: { a: }\nsteps:\n  - wait: 5 parsecs", 3, 11, "must be a duration")]
    [InlineData("machines: { a: }\nsteps:\n  - name: nothing", 3, 5, "a step needs one of")]
    [InlineData("machines: { a: }\nsteps:\n  - wait: 1s\n    heal: all", 3, 5, "does one thing")]
    [InlineData("machines: { a: }\nsteps:\n  - wait: 1s\n    within: 2s", 4, 13, "'within' is for expectations")]
    [InlineData("machines: { a: }\nsteps:\n  - explode: now", 3, 5, "unknown key 'explode' in a step")]
    [InlineData("machines: { a: }\nsteps:\n  - kill: { machine: b }", 3, 22, "there is no machine 'b'")]
    [InlineData("machines: { a: }\nsteps:\n  - kill: { process: daemon }", 3, 22, "cannot be 'daemon'")]
    [InlineData("machines: { a: { daemon: false } }\nsteps:\n  - kill: { machine: a, process: daemon }", 3, 34, "daemon: false")]
    [InlineData("machines: { a: }\nsteps:\n  - kill: { machine: a, process: crowd }", 3, 34, "has no crowd")]
    [InlineData("machines: { a: {}, b: { crowd: { peers: 2, around: a } } }\nsteps:\n  - kill: { machine: b, process: wireguard }", 3, 34, "is a crowd")]
    [InlineData("machines: { a: }\nsteps:\n  - loss: { from: a, to: api }", 3, 11, "needs 'percent'")]
    [InlineData("machines: { a: }\nsteps:\n  - cut: { from: a, to: moon }", 3, 25, "there is no machine, server or site 'moon'")]
    [InlineData("machines: { a: }\nsteps:\n  - apply: { kind: MeshNode }", 3, 12, "needs 'apiVersion'")]
    [InlineData("machines: { a: }\nresources:\n  - file: absent.yaml", 3, 11, "cannot be read")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { ping: { from: a, to: a } }", 3, 36, "two different machines")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { metric: { machine: a, name: x } }", 3, 23, "needs 'max' or 'min'")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { field: { kind: K, name: n, path: 'a..b', equals: 1 } }", 3, 48, "'path' must look like")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { field: { kind: K, name: n, path: a } }", 3, 22, "needs exactly one of equals")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { longestGap: { stream: s, max: 1s } }", 3, 37, "there is no stream 's'")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: { longestGap: { stream: all, max: 1s } }", 3, 37, "there is no stream 'all'")]
    [InlineData("machines: { a: , b: }\nstreams: { s: { from: a, to: b } }\nsteps:\n  - stream: { stop: [s, t] }", 4, 25, "there is no stream 't'")]
    [InlineData("machines: { a: , b: }\nstreams: { s: { from: a, to: b } }\nsteps:\n  - stream: { stop: [] }", 4, 21, "needs at least one")]
    [InlineData("machines: { a: }\nsteps:\n  - expect: {}", 3, 13, "needs exactly one of path")]
    [InlineData("machines: { a: \n", 2, 1, "not valid YAML")]
    [InlineData("machines: { a: }\nmachines: { b: }", 2, 1, "not valid YAML")]
    [InlineData("- a list", 1, 1, "must be a mapping")]
    public void Parse_SaysWhereAndWhy_WhenWrong(string yaml, long line, long column, string reason)
    {
        var error = Assert.Throws<ScenarioException>(() => ScenarioParser.Parse(yaml, "wrong.yaml"));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Position.Line, error.Position.Column));
        Assert.StartsWith($"wrong.yaml:{line}:{column}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SaysThatTheFileIsMissing()
    {
        var error = Assert.Throws<ScenarioException>(() => ScenarioParser.Load("/nowhere/absent.yaml"));
        Assert.StartsWith("/nowhere/absent.yaml:1:1: cannot be read", error.Message, StringComparison.Ordinal);
    }
}

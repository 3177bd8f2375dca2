using System.Text.Json.Nodes;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Scenarios;

/// <summary>The program as a person meets it: exit codes, messages, reports.</summary>
public sealed class LabProgramTests
{
    [Fact]
    public async Task Run_EndsWith2AndSaysWhere_WhenTheScenarioIsWrong()
    {
        LabProgram.Require();
        var file = LabProgram.WriteScenario("machines: { a: }\nsteps:\n  - wiat: 1s\n");
        var (exit, text) = await LabProgram.RunAsync("run", file);
        Assert.Equal(2, exit);
        Assert.Contains($"{file}:3:5: unknown key 'wiat' in a step; did you mean 'wait'?", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EndsWith3AndNamesIt_WhenSomethingIsMissing()
    {
        LabProgram.Require();
        var file = LabProgram.WriteScenario("machines: { a: }");
        var (exit, text) = await LabProgram.RunAsync("run", file, "--bin", "/nowhere");
        Assert.Equal(3, exit);
        Assert.Contains("/nowhere/meshgate-noded", text, StringComparison.Ordinal);
        Assert.Single(text.Trim().Split('\n'));
    }

    [Fact]
    public async Task Run_EndsWith1AndReports_WhenAnExpectationFails()
    {
        LabProgram.Require();
        var file = LabProgram.WriteScenario("""
            name: fails
            servers: { turn: { kind: turn } }
            machines: { a: { daemon: false }, b: { daemon: false } }
            streams: { s: { from: a, to: b, over: underlay } }
            steps:
              - expect: { ping: { from: a, to: b, over: underlay } }
              - stream: { start: s }
              - wait: 500ms
              - cut: { from: a, to: b, direction: to }
              - name: answered in spite of the cut
                expect: { ping: { from: a, to: b, over: underlay } }
                within: 300ms
              - heal: all
              - run: { command: "test ${b.address} = $(ip -4 -o addr show dev eth0 | awk '{ print $4 }' | cut -d/ -f1)", machine: b }
              - expect: { transfer: { from: a, to: b, size: 10KiB, over: underlay } }
              - stream: { stop: s }
              - expect: { packetsLost: { stream: s, max: 1000 } }
              - expect: { packetsLost: { stream: s, max: 0 } }
              - expect: { longestGap: { stream: s, max: 10s } }
            """);
        var report = Path.ChangeExtension(file, ".json");
        var (exit, text) = await LabProgram.RunAsync("run", file, "--json", report, "--repeat", "2");
        Assert.True(exit == 1, text);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken))!;
        Assert.Equal(("fails", false, 2), ((string?)json["scenario"], (bool)json["passed"]!, (int)json["repetitions"]!));
        var expectations = json["expectations"]!.AsArray();
        Assert.Equal(
            [true, false, true, true, false, true, true],
            expectations.Select(e => (bool)e!["passed"]!));
        Assert.Equal("answered in spite of the cut", (string?)expectations[1]!["name"]);
        Assert.Equal(("packets", 1000.0), ((string?)expectations[3]!["unit"], (double)expectations[3]!["bound"]!));
        Assert.True((double)expectations[4]!["value"]! > 10);
        Assert.True((double)expectations[5]!["max"]! >= (double)expectations[5]!["p50"]!);
    }
}

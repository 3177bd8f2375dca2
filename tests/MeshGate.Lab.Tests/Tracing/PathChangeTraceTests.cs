using System.Net;
using MeshGate.Lab.Api.Listening;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Running;
using MeshGate.Lab.Scenarios;
using MeshGate.Lab.Tests.Support;
using MeshGate.Tests.Tracing;

namespace MeshGate.Lab.Tests.Tracing;

/// <summary>Two real daemons, whose direct path is cut: a collector gets the spans of both in one trace, and nothing from who was not told to trace.</summary>
public sealed class PathChangeTraceTests
{
    private const int Port = 4318;

    private static readonly Dictionary<string, string> On = new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{Port}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
    };

    [Fact]
    public async Task BothEnds_TellOneTrace_WhenTheDirectPathIsCut()
    {
        LabProgram.Require();
        var token = TestContext.Current.CancellationToken;
        var scenario = ScenarioParser.Load(LabProgram.WriteScenario("""
            name: traced
            servers: { stun1: { kind: stun }, stun2: { kind: stun } }
            machines:
              relay1: { roles: [Relay], relayPorts: 40000-40099 }
              a:
              b:
            streams:
              there: { from: a, to: b, pps: 50 }
              back: { from: b, to: a, pps: 50 }
            steps:
              - expect: { path: { from: a, to: b, is: direct, ping: true } }
                within: 60s
              - stream: { start: there }
              - stream: { start: back }
              - wait: 5s
              - cut: { from: a, to: b }
              - expect: { path: { from: a, to: b, is: relay } }
                within: 10s
            """));
        var options = new LabOptions(LabBinaries.Find(Path.Combine(LabProgram.Tree, "bin"), null), "run")
        {
            HoldDaemons = true,
            Environment = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["a/daemon"] = On, ["b/daemon"] = On },
        };
        await using var receiver = new OtlpReceiver();
        await using var lab = await LabBuilder.BuildAsync(scenario, options, _ => { }, token);
        foreach (var machine in lab.Machines.Values)
        {
            receiver.Listen(NamespaceListener.Listen(machine.Network.Name, new IPEndPoint(IPAddress.Loopback, Port)));
            await lab.StartAsync($"{machine.Spec.Name}/daemon", token);
        }

        var run = await ScenarioRunner.RunAsync(lab, new Silence(), token);
        Assert.True(run.Passed, string.Join('\n', run.Steps.Where(step => !step.Passed).Select(step => step.ToString())));
        for (var i = 0; i < 100 && Changes(receiver).Select(NodeOf).Distinct().Count() < 2; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, token);
        }

        var changes = Changes(receiver).ToList();
        Assert.Equal(["a", "b"], changes.Select(NodeOf).Order());
        Assert.Single(changes.Select(span => span.TraceId).Distinct());
        var first = Assert.Single(changes, span => span.ParentId.Length == 0);
        var second = Assert.Single(changes, span => span.ParentId == first.SpanId);
        Assert.Equal(("suspected", "proven"), (first.Events[0], first.Events[^1]));
        Assert.Contains("switched", first.Events);
        Assert.Contains(first.Attributes["meshgate.path.cause"], (string[])["silent", "lossy"]);
        Assert.Contains(second.Events[0], (string[])["suspected", "peer moved"]);
        Assert.Equal(["switched", "proven"], second.Events.TakeLast(2));
        Assert.All(changes, span =>
        {
            Assert.Equal(("meshgate-noded", NodeOf(span) == "a" ? "b" : "a"), (span.Service, span.Attributes["meshgate.peer"]));
            Assert.InRange(double.Parse(span.Attributes["meshgate.path.gap_ms"], System.Globalization.CultureInfo.InvariantCulture), 1, 5000);
        });

        // The exporter has a thread of its own, and the operator would have loaded its assemblies.
        Assert.Contains(ThreadsOf(lab, "a/daemon"), IsExporters);
        Assert.DoesNotContain(ThreadsOf(lab, "relay1/daemon"), IsExporters);
        Assert.DoesNotContain(ThreadsOf(lab, "operator"), IsExporters);
        Assert.DoesNotContain("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{lab.Process("operator").ProcessId}/maps", token), StringComparison.Ordinal);
    }

    private static IEnumerable<ReceivedSpan> Changes(OtlpReceiver receiver)
        => receiver.Spans.Where(span => span.Name == "path change" && span.Attributes.GetValueOrDefault("meshgate.path.to.kind") == "relay");

    private static string NodeOf(ReceivedSpan span) => span.Attributes["meshgate.node"];

    private static bool IsExporters(string thread) => thread.StartsWith("OpenTelemetry", StringComparison.Ordinal);

    private static string[] ThreadsOf(RunningLab lab, string process)
        => [.. Directory.GetDirectories($"/proc/{lab.Process(process).ProcessId}/task").Select(task => File.ReadAllText(Path.Combine(task, "comm")).Trim())];

    private sealed class Silence : IRunObserver
    {
        public void Say(string text)
        {
        }

        public void Begin(string title)
        {
        }

        public void End(StepResult result)
        {
        }
    }
}

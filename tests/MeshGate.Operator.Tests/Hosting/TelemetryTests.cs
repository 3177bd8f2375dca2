using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MeshGate.Core.Addressing;
using MeshGate.Operator.Tests.Fakes;

namespace MeshGate.Operator.Tests.Hosting;

/// <summary>The operator's metrics and health as Prometheus and the kubelet see them, over a real socket on loopback.</summary>
public sealed partial class TelemetryTests : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly HostEndpoint _endpoint = FreeEndpoint();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Readyz_WaitsForEveryCache_WhileTheApiIsAwayAtTheStart()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync(options: new OperatorRigOptions { Metrics = _endpoint, IsDown = true });
        (HttpStatusCode code, string text) = await GetAsync("readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        foreach (string plural in (string[])["meshnodes", "meshpolicies", "leases"])
        {
            Assert.Contains($"[-]informer-{plural}: ", text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("healthz")).Code);
        rig.Link.IsDown = false;
        await rig.UntilAsync(async () => (await GetAsync("readyz")).Code == HttpStatusCode.OK, "ready");

        // Being cut off later is no reason to be restarted, or to be taken out of service.
        rig.Link.IsDown = true;
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("readyz")).Code);
        Assert.Contains("meshgate_kubernetes_informer_connected{resource=\"meshnodes\"} 0", (await GetAsync("metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AreTypedAndNamed_AsPrometheusWants()
    {
        await using OperatorRig rig = await OperatorRig.StartAsync(options: new OperatorRigOptions { Metrics = _endpoint });
        await rig.CreateNodesAsync(2);
        await rig.UntilMembersAsync(1);
        string page = (await GetAsync("metrics")).Text;
        Dictionary<string, string> types = TypeLine().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["type"].Value, StringComparer.Ordinal);
        HashSet<string> helped = [.. HelpLine().Matches(page).Select(m => m.Groups["name"].Value)];
        foreach ((string name, string type) in types)
        {
            Assert.True(name.EndsWith("_total", StringComparison.Ordinal) == (type == "counter"), $"{name} is a {type}");
            Assert.Contains(name, helped);
        }

        (string Name, string Type)[] expected =
        [
            ("meshgate_operator_reconciles_total", "counter"), ("meshgate_operator_api_writes_total", "counter"),
            ("meshgate_operator_plan_duration_seconds", "histogram"), ("meshgate_operator_nodes", "gauge"),
            ("meshgate_kubernetes_workqueue_adds_total", "counter"), ("meshgate_kubernetes_workqueue_depth", "gauge"),
            ("meshgate_kubernetes_workqueue_queue_seconds", "histogram"), ("meshgate_kubernetes_workqueue_work_seconds", "histogram"),
            ("meshgate_kubernetes_watch_events_total", "counter"), ("meshgate_kubernetes_lists_total", "counter"),
            ("meshgate_kubernetes_informer_objects", "gauge"), ("meshgate_kubernetes_informer_age_seconds", "gauge"),
            ("meshgate_kubernetes_reconciles_total", "counter"),
        ];
        foreach ((string name, string type) in expected)
        {
            Assert.Equal((name, type), (name, types.GetValueOrDefault(name)));
        }

        Assert.Contains("meshgate_kubernetes_informer_objects{resource=\"meshnodes\"} 2", page, StringComparison.Ordinal);
        Assert.Contains("meshgate_operator_nodes 2", page, StringComparison.Ordinal);
        Assert.Contains("meshgate_operator_routes{state=\"failed-over\"} 0", page, StringComparison.Ordinal);
        Assert.Matches("meshgate_operator_pairs{path=\"direct\"} [01]\n", page);
        (HttpStatusCode code, string text) = await GetAsync("statusz");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal(2, (int)System.Text.Json.Nodes.JsonNode.Parse(text)!["nodes"]!["total"]!);
        Assert.Null(await Promtool.CheckAsync(page, Token));
    }

    [GeneratedRegex(@"^# TYPE (?<name>meshgate_\S+) (?<type>\S+)$", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^# HELP (?<name>meshgate_\S+) \S+", RegexOptions.Multiline)]
    private static partial Regex HelpLine();

    private static HostEndpoint FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.True(HostEndpoint.TryParse(listener.LocalEndpoint.ToString(), out HostEndpoint? endpoint));
        return endpoint;
    }

    private async Task<(HttpStatusCode Code, string Text)> GetAsync(string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri($"http://{_endpoint}/{path}"), Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}

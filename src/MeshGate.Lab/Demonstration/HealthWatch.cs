using System.Text.Json.Nodes;
using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Metrics;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Demonstration;

/// <summary>Looks each second how a lab's mesh is: what its operator says, and how busy the computer is.</summary>
public sealed class HealthWatch : IAsyncDisposable
{
    private const int GatewaysEvery = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly RunningLab _lab;
    private readonly long _origin;
    private readonly Action<HealthSample> _tell;
    private readonly HttpClient _operator;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<HealthSample> _samples = [];
    private readonly Task _watching;
    private ProcessorClock _clock = ProcessorClock.Read();
    private IReadOnlyDictionary<string, int> _gateways = new Dictionary<string, int>();

    /// <summary>Begins to watch.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="origin">The timestamp from which samples count their seconds.</param>
    /// <param name="tell">Is told each sample.</param>
    public HealthWatch(RunningLab lab, long origin, Action<HealthSample> tell)
    {
        ArgumentNullException.ThrowIfNull(lab);
        (_lab, _origin, _tell) = (lab, origin, tell);
        _operator = NamespaceHttp.Client(lab.ControlNetwork, MetricsReader.OperatorPorts["operator"]);
        _watching = Task.Run(RunAsync);
    }

    /// <summary>Ends the watching.</summary>
    /// <returns>What was seen.</returns>
    public async Task<IReadOnlyList<HealthSample>> StopAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _samples;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _operator.Dispose();
        _stop.Dispose();
    }

    /// <summary>A sample out of an operator's metrics.</summary>
    /// <param name="samples">What its page says.</param>
    /// <param name="at">Seconds since the beginning.</param>
    public static HealthSample Of(IReadOnlyList<MetricSample> samples, double at)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new HealthSample
        {
            At = at,
            Nodes = (int)(Value("meshgate_operator_nodes") ?? 0),
            Online = (int)(Value("meshgate_operator_nodes_online") ?? 0),
            Health = Value("meshgate_operator_mesh_health"),
            Failovers = (int)(Value("meshgate_operator_session_failovers") ?? 0),
            Pairs = samples.Where(sample => sample.Name == "meshgate_operator_pairs" && sample.Labels.ContainsKey("path"))
                .GroupBy(sample => sample.Labels["path"], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => (int)group.Sum(sample => sample.Value), StringComparer.Ordinal),
        };

        double? Value(string name) => samples.FirstOrDefault(sample => sample.Name == name) is { } found && double.IsFinite(found.Value) ? found.Value : null;
    }

    /// <summary>The clients of each gateway, over all routes.</summary>
    public static IReadOnlyDictionary<string, int> Clients(IEnumerable<JsonObject> routes) => routes
        .SelectMany(route => route["status"]?["gateways"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Where(gateway => gateway["name"] is not null)
        .GroupBy(gateway => (string)gateway["name"]!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Sum(gateway => (int?)gateway["clients"] ?? 0), StringComparer.Ordinal);

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, _lab.Time);
        for (var round = 0; await timer.WaitForNextTickAsync(_stop.Token); round++)
        {
            try
            {
                await LookAsync(round % GatewaysEvery == 0);
            }
            catch (Exception e) when (e is HttpRequestException or ApiException or LabException || (e is TaskCanceledException && !_stop.IsCancellationRequested))
            {
                // A control plane that does not answer just now; the next look may tell more.
            }
        }
    }

    private async Task LookAsync(bool isGatewaysTurn)
    {
        var page = await _operator.GetStringAsync(new Uri($"http://127.0.0.1:{MetricsReader.OperatorPorts["operator"]}/metrics"), _stop.Token);
        if (isGatewaysTurn)
        {
            _gateways = Clients((await _lab.Api.ListAsync("MeshRoute", _stop.Token)).Values);
        }

        var clock = ProcessorClock.Read();
        var sample = Of(PrometheusText.Parse(page), _lab.Time.GetElapsedTime(_origin).TotalSeconds) with
        {
            Processors = clock.Since(_clock),
            Gateways = _gateways,
        };
        _clock = clock;
        _samples.Add(sample);
        _tell(sample);
    }
}

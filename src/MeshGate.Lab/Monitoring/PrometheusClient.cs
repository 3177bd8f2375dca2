using System.Globalization;
using System.Text.Json.Nodes;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Monitoring;

/// <summary>Asks the lab's Prometheus.</summary>
public sealed class PrometheusClient(RunningLab lab) : IDisposable
{
    private readonly HttpClient _http = NamespaceHttp.Client(lab.ControlNetwork, PrometheusSpec.Port);

    /// <summary>The values of an instant query, one a series; NaN is none.</summary>
    /// <exception cref="LabException">It does not answer, or not to that.</exception>
    public async Task<IReadOnlyList<double>> QueryAsync(string query, CancellationToken cancellationToken)
    {
        var result = (await GetAsync($"query?query={Uri.EscapeDataString(query)}", cancellationToken))["result"];
        var samples = result is JsonArray { Count: 2 } scalar && scalar[0] is JsonValue ? [scalar] : (result as JsonArray ?? []).Select(series => series!["value"]);
        return [.. samples.Select(sample => double.Parse((string)sample![1]!, CultureInfo.InvariantCulture)).Where(value => !double.IsNaN(value))];
    }

    /// <summary>The names of the alerts that fire.</summary>
    /// <exception cref="LabException">It does not answer.</exception>
    public async Task<IReadOnlySet<string>> FiringAsync(CancellationToken cancellationToken)
        => (await GetAsync("alerts", cancellationToken))["alerts"]!.AsArray()
            .Where(alert => (string?)alert!["state"] == "firing").Select(alert => (string)alert!["labels"]!["alertname"]!).ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> GetAsync(string what, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"http://127.0.0.1:{PrometheusSpec.Port}/api/v1/{what}"), cancellationToken);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return (string?)answer?["status"] == "success" ? answer["data"]! : throw new LabException($"Prometheus refuses {what}: {answer?["error"]}");
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"Prometheus cannot be asked: {e.Message}", e);
        }
    }
}

using System.Net;
using System.Text.Json;
using MeshGate.Core.Addressing;

namespace MeshGate.NodeDaemon.Inspecting;

/// <summary>The daemon that runs on this machine, asked through the pages that it serves beside its metrics.</summary>
internal sealed class RunningDaemon : IDisposable
{
    private const int MostBytes = 4 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient? _http;

    /// <summary>Asks nothing yet.</summary>
    /// <param name="metrics">Where it serves, as address:port; empty for nowhere.</param>
    public RunningDaemon(string metrics)
    {
        if (HostEndpoint.TryParse(metrics, out var endpoint))
        {
            var host = endpoint.Host switch
            {
                "0.0.0.0" or "+" => IPAddress.Loopback.ToString(),
                "::" => $"[{IPAddress.IPv6Loopback}]",
                var address when address.Contains(':', StringComparison.Ordinal) => $"[{address}]",
                var name => name,
            };
            _http = new HttpClient { BaseAddress = new Uri($"http://{host}:{endpoint.Port}/"), Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        }
    }

    /// <summary>Reads a page.</summary>
    /// <returns>Null where no daemon answers, or what it says is no JSON.</returns>
    public async Task<JsonDocument?> ReadAsync(string page, CancellationToken cancellationToken)
    {
        try
        {
            return _http is null ? null : JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri(page, UriKind.Relative), cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http?.Dispose();
}

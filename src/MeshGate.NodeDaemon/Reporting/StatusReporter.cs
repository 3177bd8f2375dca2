using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Reporting;
using MeshGate.Kubernetes.Serialization;
using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>
/// Writes the daemon's report into <c>status.agent</c>: at once when others act on what changed, after a while that grows with the
/// peers when it is mere progress (<see cref="ReportUrgency"/>), otherwise at most every <see cref="Floor"/>; never when nothing changed.
/// </summary>
public sealed class StatusReporter(IKubernetesClient client, DaemonOptions options, TimeProvider time, ILogger<StatusReporter> logger) : IDisposable
{
    /// <summary>How old measurements (round-trip times, handshakes) in the report may grow.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two writes.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestRetry = TimeSpan.FromSeconds(30);

    private readonly Mailbox<MeshNodeAgent> _reports = new();
    private MeshNodeAgent? _written;
    private long _writtenAt;

    /// <summary>Hands over the current report.</summary>
    public void Post(MeshNodeAgent report) => _reports.Post(report);

    /// <summary>Says what the API holds, so that a lost or foreign write is repaired.</summary>
    public void Observe(MeshNodeAgent? stored) => Volatile.Write(ref _written, stored);

    /// <summary>Writes reports until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (!cancellationToken.IsCancellationRequested)
        {
            var report = await GatherAsync(await _reports.TakeAsync(cancellationToken), cancellationToken);
            var stored = Volatile.Read(ref _written);
            var isDue = time.GetElapsedTime(_writtenAt) >= Floor;
            if (CreatePatch(isDue ? stored : AgentReport.WithMeasurementsOf(stored, report), report) is not { } patch)
            {
                continue;
            }

            try
            {
                await WriteAsync(patch, cancellationToken);
                retry = FirstRetry;
                await Task.Delay(Spacing, time, cancellationToken);
            }
            catch (KubernetesApiException gone) when (gone.Code == HttpStatusCode.NotFound)
            {
                // Nobody to report to: a MeshNode that comes back is news, and brings a report of its own.
                Volatile.Write(ref _written, null);
                await Task.Delay(Spacing, time, cancellationToken);
            }
            catch (Exception error) when (error is KubernetesApiException or HttpRequestException or IOException or TimeoutException)
            {
                logger.ReportFailed(retry, error.Message);
                _reports.Return(report);
                await Task.Delay(retry, time, cancellationToken);
                retry = retry * 2 < SlowestRetry ? retry * 2 : SlowestRetry;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reports.Dispose();

    /// <summary>Lets progress gather for a while, until something comes that others act on.</summary>
    private async Task<MeshNodeAgent> GatherAsync(MeshNodeAgent report, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var patience = ReportUrgency.Patience(report.Peers?.Count ?? 0);
        while (!ReportUrgency.IsUrgent(Volatile.Read(ref _written), report)
            && patience - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
        {
            report = await _reports.TakeAsync(left, time, cancellationToken) ?? report;
        }

        return report;
    }

    private async Task WriteAsync(JsonObject patch, CancellationToken cancellationToken)
    {
        var written = await client.PatchAsync(
            Resources.MeshNodes, NamespacedName.Cluster(options.NodeName), patch, "status", cancellationToken);
        Volatile.Write(ref _written, written.Status?.Agent);
        _writtenAt = time.GetTimestamp();
    }

    private static JsonObject? CreatePatch(MeshNodeAgent? from, MeshNodeAgent to)
    {
        var difference = MergePatch.Create(ToNode(from), ToNode(to));
        return difference is null ? null : new JsonObject { ["status"] = new JsonObject { ["agent"] = difference } };
    }

    private static JsonNode? ToNode(MeshNodeAgent? agent)
        => agent is null ? null : JsonSerializer.SerializeToNode(agent, MeshGateJsonContext.Default.MeshNodeAgent);
}

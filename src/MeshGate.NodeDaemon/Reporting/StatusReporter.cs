using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Client;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Patches;
using MeshGate.Kubernetes.Serialization;
using MeshGate.NodeDaemon.Agent;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>
/// Writes the daemon's report into <c>status.agent</c>: what others act on at once, mere progress after <see cref="PatienceFor"/>
/// together with what came meanwhile, measurements at most every <see cref="Floor"/>; nothing when nothing changed.
/// </summary>
public sealed class StatusReporter(IKubernetesClient client, DaemonOptions options, TimeProvider time, Random random, ILogger<StatusReporter> logger) : IDisposable
{
    /// <summary>How old measurements (round-trip times, handshakes) in the report may grow.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMinutes(5);

    /// <summary>The least time between two writes.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);

    /// <summary>The same where the second tells a new way to a peer that has none.</summary>
    public static readonly TimeSpan ShortSpacing = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that progress waits, before jitter.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PatienceForEachPeer = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PatienceForKey = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestRetry = TimeSpan.FromSeconds(30);

    private readonly Mailbox<MeshNodeAgent> _reports = new();
    private readonly long _start = time.GetTimestamp();
    private volatile MeshNodeAgent? _latest;
    private MeshNodeAgent? _written;
    private TimeSpan _writtenAt;
    private TimeSpan? _lastWrite;
    private MeshNodeAgent? _waiting;
    private TimeSpan _dueAt;

    /// <summary>Hands over the current report.</summary>
    public void Post(MeshNodeAgent report)
    {
        _latest = report;
        _reports.Post(report);
    }

    /// <summary>The last report that was handed over, written or not; null before the first.</summary>
    public MeshNodeAgent? Latest => _latest;

    /// <summary>Says what the API holds, so that a lost or foreign write is repaired.</summary>
    public void Observe(MeshNodeAgent? stored) => Volatile.Write(ref _written, stored);

    /// <summary>
    /// How long progress may wait to be told, before jitter of a quarter more or less: a report of many peers costs the API server
    /// much and has much news while a mesh forms, one of few costs little and is looked at by people. One without key waits for the key.
    /// </summary>
    public static TimeSpan PatienceFor(MeshNodeAgent report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.PublicKey is null)
        {
            return PatienceForKey;
        }

        var wanted = PatienceForEachPeer * (report.Peers?.Count ?? 0);
        return wanted < LongestPatience ? wanted : LongestPatience;
    }

    /// <summary>Writes reports until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (!cancellationToken.IsCancellationRequested)
        {
            var report = await NextAsync(cancellationToken);
            if (PatchFor(report) is not { } patch)
            {
                continue;
            }

            try
            {
                await WriteAsync(patch, cancellationToken);
                retry = FirstRetry;
                _lastWrite = Now;
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

    // A report that waits is looked at again when its time has come, or a newer one in its place.
    private async Task<MeshNodeAgent> NextAsync(CancellationToken cancellationToken)
    {
        if (_waiting is not { } waiting)
        {
            return await _reports.TakeAsync(cancellationToken);
        }

        var left = _dueAt - Now;
        return left > TimeSpan.Zero ? await _reports.TakeAsync(left, time, cancellationToken) ?? waiting : waiting;
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>What is to be written now; null if nothing is, or it may wait.</summary>
    private JsonObject? PatchFor(MeshNodeAgent report)
    {
        var stored = Volatile.Read(ref _written);
        var basis = AgentReport.WithMeasurementsOf(stored, report);
        if (stored is not null && Now - _writtenAt >= Floor)
        {
            return Release(CreatePatch(stored, report));
        }

        if (AgentReport.AreSame(basis, report))
        {
            return Release(null);
        }

        var due = DueAt(basis, report);
        _dueAt = _waiting is null || due < _dueAt ? due : _dueAt;
        _waiting = report;

        // Measurements alone are no reason to write; what is written has them all the same.
        return Now >= _dueAt ? Release(CreatePatch(stored, report)) : null;
    }

    /// <summary>When a report is to be written that differs from what is stored.</summary>
    private TimeSpan DueAt(MeshNodeAgent? basis, MeshNodeAgent report)
    {
        // The wait of what waits already is not drawn anew.
        var (spacing, patience) = (AgentReport.HasNewWay(basis, report), AgentReport.IsUrgent(basis, report)) switch
        {
            (true, _) => (ShortSpacing, TimeSpan.Zero),
            (_, true) => (Spacing, TimeSpan.Zero),
            _ => (Spacing, _waiting is null ? PatienceFor(report) * (0.75 + (0.5 * random.NextDouble())) : _dueAt - Now),
        };
        var due = Now + patience;
        return _lastWrite + spacing is { } next && next > due ? next : due;
    }

    private JsonObject? Release(JsonObject? patch)
    {
        _waiting = null;
        return patch;
    }

    private async Task WriteAsync(JsonObject patch, CancellationToken cancellationToken)
    {
        var written = await client.PatchAsync(
            Resources.MeshNodes, NamespacedName.Cluster(options.NodeName), patch, "status", cancellationToken);
        Volatile.Write(ref _written, written.Status?.Agent);
        _writtenAt = Now;
    }

    private static JsonObject? CreatePatch(MeshNodeAgent? from, MeshNodeAgent to)
    {
        var difference = AgentReport.AreSame(from, to) ? null : MergePatch.Create(ToNode(from), ToNode(to));
        return difference is null ? null : new JsonObject { ["status"] = new JsonObject { ["agent"] = difference } };
    }

    private static JsonNode? ToNode(MeshNodeAgent? agent)
        => agent is null ? null : JsonSerializer.SerializeToNode(agent, MeshGateJsonContext.Default.MeshNodeAgent);
}

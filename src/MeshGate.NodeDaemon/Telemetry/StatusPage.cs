using System.Text.Json;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Telemetry;

/// <summary>
/// <c>/statusz</c>: how this daemon stands, for a person on the machine or a program beside it, also while the API server is away. Small: of
/// the peers the worst are named. What it says is what the MeshNode's status says; nothing in it is secret.
/// </summary>
public sealed record StatusPage
{
    /// <summary>How many peers are named.</summary>
    public const int MostPeers = 16;

    /// <summary>The MeshNode.</summary>
    public required string Node { get; init; }

    /// <summary>The daemon's version; null before its first report.</summary>
    public string? Version { get; init; }

    /// <summary>Whether the machine is as ordered.</summary>
    public required bool Ready { get; init; }

    /// <summary>Why it is not; null where it is.</summary>
    public string? Problem { get; init; }

    /// <summary>The revision of the orders in force; null for none.</summary>
    public string? AppliedRevision { get; init; }

    /// <summary>WireGuard's UDP port.</summary>
    public int? ListenPort { get; init; }

    /// <summary>The daemon's own conditions.</summary>
    public IReadOnlyList<StatusPageCondition> Conditions { get; init; } = [];

    /// <summary>The sessions in numbers.</summary>
    public required StatusPageSessions Sessions { get; init; }

    /// <summary>This node's health and that of its worst path, 0 to 1.</summary>
    public required StatusPageHealth Health { get; init; }

    /// <summary>What WireGuard carried, in bytes, and how many handshakes it completed.</summary>
    public required StatusPageTraffic Traffic { get; init; }

    /// <summary>Peers without a direct path, those without any first; at most <see cref="MostPeers"/>.</summary>
    public IReadOnlyList<StatusPagePeer> NotDirect { get; init; } = [];

    /// <summary>Makes the page.</summary>
    /// <param name="node">The MeshNode's name.</param>
    /// <param name="reading">The last reading.</param>
    /// <param name="totals">What WireGuard carried.</param>
    /// <param name="report">The last report; null before the first.</param>
    public static StatusPage Of(string node, NodeReading reading, WireGuardTotals totals, MeshNodeAgent? report)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(totals);
        var isKnown = reading != NodeReading.None;
        return new StatusPage
        {
            Node = node,
            Version = report?.Version,
            Ready = isKnown && reading.Problem is null,
            Problem = isKnown ? reading.Problem : "nothing was ordered yet",
            AppliedRevision = report?.AppliedRevision,
            ListenPort = report?.ListenPort,
            Conditions = [.. (report?.Conditions ?? []).Select(condition => new StatusPageCondition(condition.Type, condition.Status, condition.Reason, condition.Message))],
            Sessions = new StatusPageSessions(
                reading.Known, Count(PeerPath.Direct), Count(PeerPath.Relay), Count(PeerPath.Turn), Count(PeerPath.None), reading.InUse, reading.Awake, reading.Ceiling),
            Health = new StatusPageHealth(Math.Round(reading.Health, 3), Math.Round(reading.WorstPath, 3)),
            Traffic = new StatusPageTraffic(totals.Received, totals.Sent, totals.Handshakes),
            NotDirect =
            [
                .. (report?.Peers ?? []).Where(peer => peer.Path is not (PeerPath.Direct or PeerPath.Asleep)).OrderBy(peer => peer.Path != PeerPath.None).ThenBy(peer => peer.Name, StringComparer.Ordinal)
                    .Take(MostPeers).Select(peer => new StatusPagePeer(peer.Name, peer.Path.ToString(), peer.Via, peer.RttMilliseconds, peer.LossPercent, peer.Reason)),
            ],
        };

        int Count(PeerPath path) => reading.Paths.GetValueOrDefault(path);
    }

    /// <summary>The page as JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StatusPageJsonContext.Default.StatusPage);
}

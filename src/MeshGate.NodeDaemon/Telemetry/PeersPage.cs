using System.Text.Json;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Telemetry;

/// <summary><c>/peersz</c>: every peer with the path in use at this moment, for programs beside the daemon. It says what the MeshNode's status says, only sooner.</summary>
public static class PeersPage
{
    /// <summary>The page as JSON in UTF-8: a list, ordered by name; empty before the first report.</summary>
    public static byte[] Of(MeshNodeAgent? report)
        => JsonSerializer.SerializeToUtf8Bytes(
            [.. (report?.Peers ?? []).Select(peer => new StatusPagePeer(peer.Name, peer.Path.ToString(), peer.Via, peer.RttMilliseconds, peer.LossPercent, peer.Reason, peer.Endpoint))],
            StatusPageJsonContext.Default.StatusPagePeerArray);
}

using MeshGate.Kubernetes.Entities;

namespace MeshGate.NodeDaemon.Reporting;

/// <summary>Tells meaning from measurement in a report.</summary>
public static class AgentReport
{
    /// <summary>
    /// The stored report with the new one's measurements (round-trip times, handshake times) in place of its own: what then still
    /// differs from <paramref name="report"/> is a change that means something.
    /// </summary>
    public static MeshNodeAgent? WithMeasurementsOf(MeshNodeAgent? stored, MeshNodeAgent report)
    {
        if (stored?.Peers is not { } peers || report.Peers is null)
        {
            return stored;
        }

        var measured = report.Peers.ToDictionary(peer => peer.Name);
        return stored with
        {
            Peers =
            [
                .. peers.Select(peer => measured.TryGetValue(peer.Name, out var now)
                    ? peer with { RttMilliseconds = now.RttMilliseconds, LastHandshakeTime = now.LastHandshakeTime }
                    : peer),
            ],
        };
    }
}

using System.Collections.Immutable;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Snapshots;

/// <summary>What a MeshNode says of its machine, for whoever plans or explains.</summary>
public static class NodeFacts
{
    /// <summary>The daemon's condition that says whether third nodes reached its relay ports.</summary>
    public const string RelayReachable = "RelayReachable";

    private const int DefaultWeight = 100;
    private const int MostWeight = 1000;
    private const int Whole = 100;

    /// <summary>A node's share of what is done for others.</summary>
    public static int WeightOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Math.Clamp(node.Spec?.Weight ?? DefaultWeight, 0, MostWeight);
    }

    /// <summary>What a node may do as a relay; null where it is none, or its ports are not ones.</summary>
    public static RelaySnapshot? RelayOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Spec?.Roles?.Contains(NodeRole.Relay) == true && node.Spec.RelayPorts is { First: >= 1, Last: <= 65535 } ports && ports.First <= ports.Last
            ? new RelaySnapshot(ports.First, ports.Last)
            {
                Weight = WeightOf(node),
                Drain = node.Spec.Drain ?? false,
                IsReached = IsRelayReached(node),
            }
            : null;
    }

    /// <summary>Whether a third node reached the relay ports, as the daemon says.</summary>
    public static bool IsRelayReached(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Status?.Agent?.Conditions?.FirstOrDefault(condition => condition?.Type == RelayReachable)?.Status == "True";
    }

    /// <summary>Where a node stands: as a person or the cluster says, and at the public address that a person or its daemon names.</summary>
    public static NodePlace PlaceOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        string? seen = node.Status?.Agent?.Candidates?.FirstOrDefault(candidate => candidate?.Type is CandidateType.PortMapped or CandidateType.ServerReflexive)?.Address;
        return new NodePlace(
            node.Spec?.Region,
            node.Spec?.Zone,
            HostEndpoint.TryParse(node.Spec?.Endpoint ?? seen, out HostEndpoint? endpoint) ? endpoint.Host : null);
    }

    /// <summary>What a node's daemon measured on direct paths; what a relay adds says nothing of how far two nodes are.</summary>
    public static ImmutableArray<PeerMeasurement> MeasurementsOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return
        [
            .. (node.Status?.Agent?.Peers ?? [])
                .Where(peer => peer is { Path: PeerPath.Direct, RttMilliseconds: >= 0 })
                .Select(peer => new PeerMeasurement(peer.Name, peer.RttMilliseconds!.Value)
                {
                    JitterMilliseconds = Math.Max(peer.JitterMilliseconds ?? 0, 0),
                    Loss = Math.Clamp(peer.LossPercent ?? 0, 0, Whole) / (double)Whole,
                }),
        ];
    }

    /// <summary>How much of what a node can carry for others is in use, 0 to 1; null where it does not say.</summary>
    public static double? LoadOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Status?.Agent?.RelayLoadPercent is { } percent ? Math.Clamp(percent, 0, Whole) / (double)Whole : null;
    }
}

using System.Collections.Immutable;
using k8s.Models;
using MeshGate.Core.Addressing;
using MeshGate.Core.Nodes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Conditions;

namespace MeshGate.Operator.Nodes;

/// <summary>Turns MeshNodes into what the planner takes.</summary>
public static class MeshNodeReader
{
    private static readonly Dictionary<string, string> NoLabels = [];

    /// <summary>An object's age against others.</summary>
    public static CreationOrder CreatedOf(V1ObjectMeta metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new CreationOrder(metadata.CreationTimestamp ?? DateTime.MaxValue, metadata.Uid ?? string.Empty);
    }

    /// <summary>A node's labels.</summary>
    public static IReadOnlyDictionary<string, string> LabelsOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Metadata.Labels?.AsReadOnly() ?? (IReadOnlyDictionary<string, string>)NoLabels;
    }

    /// <summary>A node's addresses as they are written; empty if there are none.</summary>
    public static ImmutableArray<string> AddressesOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. (node.Spec?.Addresses ?? []).Select(address => address ?? string.Empty)];
    }

    /// <summary>What a person wrote of a node, as its checks take it.</summary>
    public static NodeSpecSnapshot ReadSpec(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new NodeSpecSnapshot
        {
            NodeName = node.Spec?.NodeName,
            Addresses = AddressesOf(node),
            Roles = [.. node.Spec?.Roles ?? []],
            ListenPort = node.Spec?.ListenPort,
            RelayPorts = node.Spec?.RelayPorts is { } ports ? (ports.First, ports.Last) : null,
            AdvertisedCidrs = [.. (node.Spec?.AdvertisedCIDRs ?? []).Select(cidr => cidr ?? string.Empty)],
        };
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
        => ConditionList.Find(node.Status?.Agent?.Conditions, RelayCondition.Reachable)?.Status == "True";

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

    /// <summary>The round-trip times that a node's daemon reports.</summary>
    public static ImmutableArray<PeerMeasurement> MeasurementsOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return
        [
            .. (node.Status?.Agent?.Peers ?? [])
                .Where(peer => peer is { Path: PeerPath.Direct, RttMilliseconds: >= 0 })
                .Select(peer => new PeerMeasurement(peer.Name, peer.RttMilliseconds!.Value)),
        ];
    }

    /// <summary>A node as the planner takes it.</summary>
    public static MeshNodeSnapshot Read(MeshNode node, NodeSettings settings, bool isOnline, string? addressProblem)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new MeshNodeSnapshot
        {
            Name = node.Metadata.Name,
            Created = CreatedOf(node.Metadata),
            Addresses = AddressesOf(node),
            AddressProblem = addressProblem,
            PublicKey = node.Status?.Agent?.PublicKey,
            Endpoint = node.Spec?.Endpoint,
            Place = PlaceOf(node),
            Weight = WeightOf(node),
            Drain = node.Spec?.Drain ?? false,
            Measurements = MeasurementsOf(node),
            Spec = ReadSpec(node),
            Settled = node.Status?.Settled is { } settled ? new NodeSpecSnapshot { Addresses = [.. settled.Addresses ?? []], NodeName = settled.NodeName } : null,
            IsOnline = isOnline,
            Relay = RelayOf(node),
            IsLeaving = node.Metadata.DeletionTimestamp is not null,
            Settings = settings,
        };
    }

    private static int WeightOf(MeshNode node) => Math.Clamp(node.Spec?.Weight ?? 100, 0, 1000);
}

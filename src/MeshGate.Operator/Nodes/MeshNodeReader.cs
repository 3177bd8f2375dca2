using System.Collections.Immutable;
using System.Net;
using k8s.Models;
using MeshGate.Core.Addressing;
using MeshGate.Core.Nodes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Operator.Nodes;

/// <summary>Turns MeshNodes into what the planner takes.</summary>
public static class MeshNodeReader
{
    /// <summary>An object's age against others.</summary>
    public static CreationOrder CreatedOf(V1ObjectMeta metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new CreationOrder(metadata.CreationTimestamp ?? DateTime.MaxValue, metadata.Uid ?? string.Empty);
    }

    /// <summary>The labels that people gave a node, and policies select by: without those of its addresses, which are the operator's own.</summary>
    public static IReadOnlyDictionary<string, string> LabelsOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return (node.Metadata.Labels ?? new Dictionary<string, string>())
            .Where(label => !AddressLabel.IsKey(label.Key))
            .ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal);
    }

    /// <summary>A node's addresses as they are written; empty if there are none.</summary>
    public static ImmutableArray<string> AddressesOf(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. (node.Spec?.Addresses ?? []).Select(address => address ?? string.Empty)];
    }

    /// <summary>Those of a node's addresses that are addresses; the others are judged elsewhere.</summary>
    public static ImmutableArray<IPAddress> ReadAddresses(MeshNode node)
        => [.. AddressesOf(node).Select(text => MeshAddress.TryParse(text, out IPAddress? address) ? address : null).OfType<IPAddress>()];

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
            Place = NodeFacts.PlaceOf(node),
            Weight = NodeFacts.WeightOf(node),
            Drain = node.Spec?.Drain ?? false,
            Load = NodeFacts.LoadOf(node),
            Measurements = NodeFacts.MeasurementsOf(node),
            Spec = ReadSpec(node),
            Settled = node.Status?.Settled is { } settled ? new NodeSpecSnapshot { Addresses = [.. settled.Addresses ?? []], NodeName = settled.NodeName } : null,
            IsOnline = isOnline,
            Relay = NodeFacts.RelayOf(node),
            IsLeaving = node.Metadata.DeletionTimestamp is not null,
            Settings = settings,
        };
    }
}

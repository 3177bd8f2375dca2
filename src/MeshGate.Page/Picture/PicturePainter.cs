using System.Collections.Immutable;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Snapshots;

namespace MeshGate.Page.Picture;

/// <summary>Makes the picture of a mesh from what its objects say.</summary>
public static class PicturePainter
{
    /// <summary>Paints a mesh.</summary>
    /// <param name="nodes">Its MeshNodes, in any order.</param>
    /// <param name="routes">Its MeshRoutes, in any order.</param>
    public static MeshPicture Paint(IReadOnlyCollection<MeshNode> nodes, IReadOnlyCollection<MeshRoute> routes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(routes);
        MeshReading mesh = MeshReading.Of(nodes);
        Dictionary<string, NodePlan> plans = mesh.Plan.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        PictureNode[] painted = [.. nodes.Select(node => NodeOf(node, plans[node.Metadata.Name]))];
        (ImmutableDictionary<string, PictureLink> links, int hidden) = LinkPainter.Paint(nodes, mesh, painted);
        return new MeshPicture(
            painted.ToImmutableDictionary(node => node.Name, StringComparer.Ordinal),
            painted
                .Where(node => node.Segment is not null)
                .GroupBy(node => node.Segment!, StringComparer.Ordinal)
                .Select(segment => SegmentOf(segment, plans))
                .ToImmutableDictionary(segment => segment.Name, StringComparer.Ordinal),
            links,
            routes.Select(RouteOf).ToImmutableDictionary(route => route.Name, StringComparer.Ordinal),
            hidden);
    }

    private static PictureNode NodeOf(MeshNode node, NodePlan plan)
    {
        Condition? ready = Find(node.Status?.Conditions, "Ready");
        Condition? online = Find(node.Status?.Conditions, "Online");
        NodeHealth health = online?.Status == "False" ? NodeHealth.Offline
            : ready?.Status == "True" ? NodeHealth.Ready
            : NodeHealth.NotReady;
        return new PictureNode(node.Metadata.Name)
        {
            Segment = plan.Verdict.IsPeer ? plan.Assignment.Segment : null,
            Hub = plan.Verdict.IsPeer && plan.Assignment.Role == TopologyRole.Hub,
            Relay = node.Spec?.Roles?.Contains(NodeRole.Relay) == true,
            Gateway = node.Spec?.Roles?.Contains(NodeRole.Gateway) == true,
            Drain = node.Spec?.Drain ?? false,
            Health = health,
            Message = health switch
            {
                NodeHealth.Ready => null,
                NodeHealth.Offline => online?.Message,
                _ => plan.Verdict.IsPeer && ready?.Message is { Length: > 0 } said ? said : plan.Verdict.Message,
            },
            Region = node.Spec?.Region,
            Zone = node.Spec?.Zone,
            Addresses = node.Spec?.Addresses is { Count: > 0 } addresses ? string.Join(", ", addresses) : null,
            Nat = NatWords.Of(node.Status?.Agent?.Nat),
        };
    }

    private static PictureSegment SegmentOf(IGrouping<string, PictureNode> segment, Dictionary<string, NodePlan> plans)
    {
        string regions = string.Join(", ", segment.Select(node => node.Region).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        TopologyType form = segment.CountBy(node => plans[node.Name].Assignment.Topology).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
        return new PictureSegment(segment.Key, form.ToString(), regions.Length == 0 ? null : regions);
    }

    private static PictureRoute RouteOf(MeshRoute route)
    {
        string[] gateways = [.. (route.Status?.Gateways ?? []).Where(gateway => gateway is { Clients: > 0 }).Select(gateway => gateway.Name)];
        return new PictureRoute(
            route.Metadata.Name,
            route.Spec?.Source,
            route.Spec?.Destination?.Node ?? string.Join(", ", route.Spec?.Destination?.Cidrs ?? []),
            route.Status?.State?.ToString(),
            route.Status?.ActivePath?.Name ?? (gateways.Length == 0 ? null : string.Join(", ", gateways)),
            route.Status?.Failovers?.Count ?? 0,
            Find(route.Status?.Conditions, "Ready") is { Status: not "True" } ready ? ready.Message : null);
    }

    private static Condition? Find(IReadOnlyList<Condition>? conditions, string type) => conditions?.FirstOrDefault(condition => condition?.Type == type);
}

using System.Collections.Immutable;
using MeshGate.Core.Routes;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.Routes;

/// <summary>Turns MeshRoutes, and the MeshNodes they name, into what their judge takes.</summary>
public static class MeshRouteReader
{
    /// <summary>A route as the judge takes it.</summary>
    public static RouteSnapshot Read(MeshRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        MeshRouteSpec? spec = route.Spec;
        return new RouteSnapshot
        {
            Name = route.Metadata.Name,
            Created = MeshNodeReader.CreatedOf(route.Metadata),
            Priority = spec?.Priority ?? 0,
            Source = spec?.Source,
            Node = spec?.Destination?.Node,
            Cidrs = Texts(spec?.Destination?.Cidrs),
            PrimaryPath = spec?.PrimaryPath is { } primary ? Texts(primary.Relays) : null,
            BackupPaths = spec?.BackupPaths is { } backups ? [.. backups.Select(backup => Texts(backup?.Relays))] : null,
            MaxBackupPaths = spec?.MaxBackupPaths,
            Gateways = Texts(spec?.Gateways),
            HasLoadBalancing = spec?.LoadBalancing is not null,
            Strategy = spec?.LoadBalancing?.Strategy,
            StickySessions = spec?.LoadBalancing?.StickySessions,
            Masquerade = spec?.Masquerade ?? false,
            Probe = spec?.Probe is { } probe ? new RouteProbeSnapshot(probe.Type ?? ProbeType.Path, probe.Address, probe.Port, probe.Interval, probe.Timeout) { FailureThreshold = probe.FailureThreshold } : null,
        };
    }

    /// <summary>The path that a person wants traffic to move to, as written; null for none.</summary>
    public static string? WishOf(MeshRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Metadata.Annotations?.TryGetValue(MeshGateApi.FailoverToAnnotation, out string? wish) == true && wish?.Trim() is { Length: > 0 } path ? path : null;
    }

    /// <summary>A node as the judge takes it.</summary>
    public static RouteNode ReadNode(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new RouteNode(node.Metadata.Name, [.. node.Spec?.Roles ?? []], Texts(node.Spec?.AdvertisedCIDRs));
    }

    private static ImmutableArray<string> Texts(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(text => text ?? string.Empty)];
}

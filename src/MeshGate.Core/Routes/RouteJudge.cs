using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Core.Topology;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Routes;

/// <summary>
/// Judges all routes of a mesh together. Where two speak of the same (one pair of nodes in either direction, or one network from
/// one source) the one with the higher priority counts, then the older, then the first by name. A function of its arguments;
/// their order does not matter.
/// </summary>
public static class RouteJudge
{
    /// <summary>Judges the routes.</summary>
    /// <returns>One verdict for each, ordered by name.</returns>
    public static ImmutableArray<RouteVerdict> Judge(RouteMesh mesh, IEnumerable<RouteSnapshot> routes)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(routes);
        var claims = new RouteClaims();
        var verdicts = new List<RouteVerdict>();
        foreach (RouteSnapshot route in routes.OrderByDescending(route => route.Priority).ThenBy(route => route.Created).ThenBy(route => route.Name, StringComparer.Ordinal))
        {
            RouteVerdict verdict = JudgeOne(mesh, route);
            if (!verdict.IsRefusal && claims.FindConflict(route) is { } conflict)
            {
                verdict = new RouteVerdict(route.Name, RouteVerdictReason.RouteConflict, [conflict]);
            }

            if (!verdict.IsRefusal)
            {
                claims.Add(route);
            }

            verdicts.Add(verdict);
        }

        return [.. verdicts.OrderBy(verdict => verdict.Name, StringComparer.Ordinal)];
    }

    private static RouteVerdict JudgeOne(RouteMesh mesh, RouteSnapshot route)
    {
        if (RouteChecks.Check(route) is { IsEmpty: false } wrong)
        {
            return new RouteVerdict(route.Name, RouteVerdictReason.InvalidSpec, wrong);
        }

        (RouteVerdictReason Reason, IEnumerable<Finding> Findings)[] checks =
        [
            (RouteVerdictReason.CidrInMesh, InMesh(mesh, route)),
            (RouteVerdictReason.NotARelay, NotRelays(mesh, route)),
            (RouteVerdictReason.NotAGateway, NotGateways(mesh, route)),
            (RouteVerdictReason.CidrNotAdvertised, NotAdvertised(mesh, route)),
            (RouteVerdictReason.NodeNotFound, Missing(mesh, route)),
        ];
        foreach ((RouteVerdictReason reason, IEnumerable<Finding> findings) in checks)
        {
            if (findings.ToImmutableArray() is { IsEmpty: false } found)
            {
                return new RouteVerdict(route.Name, reason, found);
            }
        }

        return new RouteVerdict(route.Name, RouteVerdictReason.Accepted, []);
    }

    private static IEnumerable<Finding> Missing(RouteMesh mesh, RouteSnapshot route)
        => Named(route)
            .Where(named => !mesh.Nodes.ContainsKey(named.Node))
            .Select(named => new Finding(named.Field, $"there is no MeshNode {Finding.Quoted(named.Node)}"));

    private static IEnumerable<Finding> NotRelays(RouteMesh mesh, RouteSnapshot route)
        => Relays(route)
            .Where(relay => mesh.Nodes.TryGetValue(relay.Node, out RouteNode? node) && !node.Roles.Contains(NodeRole.Relay))
            .Select(relay => new Finding(relay.Field, $"MeshNode {relay.Node} lacks the role Relay"));

    private static IEnumerable<Finding> NotGateways(RouteMesh mesh, RouteSnapshot route)
        => Gateways(route)
            .Where(gateway => mesh.Nodes.TryGetValue(gateway.Node, out RouteNode? node) && !node.Roles.Contains(NodeRole.Gateway))
            .Select(gateway => new Finding(gateway.Field, $"MeshNode {gateway.Node} lacks the role Gateway"));

    private static IEnumerable<Finding> NotAdvertised(RouteMesh mesh, RouteSnapshot route)
    {
        foreach ((string field, IPNetwork network) in Networks(route))
        {
            foreach (string name in route.Gateways)
            {
                if (mesh.Nodes.TryGetValue(name, out RouteNode? node) && !node.AdvertisedCidrs.Any(cidr => OutsideNetwork.TryRead(cidr, out IPNetwork advertised) is null && OutsideNetwork.Contains(advertised, network)))
                {
                    yield return new Finding(field, $"{network} is not within spec.advertisedCIDRs of MeshNode {name}");
                }
            }
        }
    }

    private static IEnumerable<Finding> InMesh(RouteMesh mesh, RouteSnapshot route)
        => Networks(route)
            .Where(item => OutsideNetwork.IsInside(item.Network, mesh.Network))
            .Select(item => new Finding(item.Field, $"{item.Network} lies in the mesh's own addresses ({mesh.Network})"));

    private static IEnumerable<(string Field, IPNetwork Network)> Networks(RouteSnapshot route)
    {
        for (int i = 0; i < route.Cidrs.Length; i++)
        {
            _ = OutsideNetwork.TryRead(route.Cidrs[i], out IPNetwork network);
            yield return ($"spec.destination.cidrs[{i}]", network);
        }
    }

    private static IEnumerable<(string Field, string Node)> Named(RouteSnapshot route)
    {
        IEnumerable<(string Field, string Node)> ends = [("spec.source", route.Source ?? string.Empty), ("spec.destination.node", route.Node ?? string.Empty)];
        return ends.Where(end => end.Node.Length > 0).Concat(Relays(route)).Concat(Gateways(route));
    }

    private static IEnumerable<(string Field, string Node)> Relays(RouteSnapshot route)
        => route.Paths().SelectMany(path => path.Relays.Select((relay, i) => ($"{path.Field}.relays[{i}]", relay)));

    private static IEnumerable<(string Field, string Node)> Gateways(RouteSnapshot route)
        => route.Gateways.Select((gateway, i) => ($"spec.gateways[{i}]", gateway));
}

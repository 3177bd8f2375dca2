using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Routes;

/// <summary>Which route speaks for which pair of nodes and for which network from which source.</summary>
internal sealed class RouteClaims
{
    // One session serves both directions, so the pair has no order.
    private readonly Dictionary<(string, string), string> _pairs = [];
    private readonly Dictionary<IPNetwork, List<(string? Source, string Route)>> _networks = [];

    /// <summary>What of the route is taken already, or null.</summary>
    public Finding? FindConflict(RouteSnapshot route)
    {
        if (PairOf(route) is { } pair)
        {
            return _pairs.TryGetValue(pair, out string? holder)
                ? new Finding("spec.destination.node", $"MeshRoute {holder} speaks of the same two nodes and counts: its priority is higher, or it is older")
                : null;
        }

        for (int i = 0; i < route.Cidrs.Length; i++)
        {
            if (Holder(route, route.Cidrs[i]) is { } holder)
            {
                return new Finding($"spec.destination.cidrs[{i}]", $"MeshRoute {holder} leads to {route.Cidrs[i]} and counts: its priority is higher, or it is older");
            }
        }

        return null;
    }

    /// <summary>Gives the route what it speaks of.</summary>
    public void Add(RouteSnapshot route)
    {
        if (PairOf(route) is { } pair)
        {
            _pairs[pair] = route.Name;
        }

        foreach (string cidr in route.Cidrs)
        {
            if (OutsideNetwork.TryRead(cidr, out IPNetwork network) is null)
            {
                (_networks.TryGetValue(network, out List<(string?, string)>? holders) ? holders : _networks[network] = []).Add((route.Source, route.Name));
            }
        }
    }

    private string? Holder(RouteSnapshot route, string cidr)
        => OutsideNetwork.TryRead(cidr, out IPNetwork network) is null && _networks.TryGetValue(network, out List<(string? Source, string Route)>? holders)
            ? holders.Find(holder => holder.Source is null || route.Source is null || holder.Source == route.Source).Route
            : null;

    private static (string, string)? PairOf(RouteSnapshot route)
        => route is not { Source: { } source, Node: { } node } ? null
            : string.CompareOrdinal(source, node) < 0 ? (source, node) : (node, source);
}

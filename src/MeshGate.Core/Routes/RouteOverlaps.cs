using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Routes;

/// <summary>
/// Finds networks of different routes that lie in each other. Both routes count then: what lies in both takes the longer prefix, as every
/// router does. Of equal networks one route counts, which <see cref="RouteJudge"/> says.
/// </summary>
public static class RouteOverlaps
{
    /// <summary>What of a route others take part of, or is part of others'; empty where its networks stand alone.</summary>
    /// <param name="route">The route.</param>
    /// <param name="accepted">The routes that are followed.</param>
    public static ImmutableArray<Finding> Find(RouteSnapshot route, IEnumerable<RouteSnapshot> accepted)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(accepted);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (RouteSnapshot other in accepted.Where(other => other.Name != route.Name && ShareSource(route, other)).OrderBy(other => other.Name, StringComparer.Ordinal))
        {
            for (int i = 0; i < route.Cidrs.Length; i++)
            {
                foreach (string cidr in other.Cidrs)
                {
                    if (OutsideNetwork.TryRead(route.Cidrs[i], out IPNetwork own) is null && OutsideNetwork.TryRead(cidr, out IPNetwork theirs) is null && !own.Equals(theirs) && Say(own, theirs, other.Name) is { } message)
                    {
                        findings.Add(new Finding($"spec.destination.cidrs[{i}]", message));
                    }
                }
            }
        }

        return findings.ToImmutable();
    }

    private static bool ShareSource(RouteSnapshot one, RouteSnapshot other) => one.Source is null || other.Source is null || one.Source == other.Source;

    private static string? Say(IPNetwork own, IPNetwork theirs, string other)
        => OutsideNetwork.Contains(own, theirs) ? $"{theirs} within {own} goes by MeshRoute {other}, whose prefix is longer"
            : OutsideNetwork.Contains(theirs, own) ? $"{own} is taken out of {theirs} of MeshRoute {other}, whose prefix is shorter"
            : null;
}

using System.Text.Json.Nodes;
using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.ClusterNodes;

/// <summary>
/// Decides what becomes of the ranges of a Node's pods: the MeshNode that the operator made for it is a gateway to them, and a MeshRoute of its own leads
/// there. What a person wrote in the same lists stays; what the operator put there stands in an annotation, so that it can be taken back. A function of
/// its arguments.
/// </summary>
public static class PodRules
{
    /// <summary>On a MeshNode: the ranges of pods that the operator put into <c>spec.advertisedCIDRs</c>, with commas between.</summary>
    public const string Annotation = MeshGateApi.Group + "/pod-cidrs";

    /// <summary>What goes before a Node's name in the name of its route.</summary>
    public const string RoutePrefix = "pods-";

    /// <summary>The ranges that are to be carried.</summary>
    /// <param name="source">The Node, if it exists and is selected.</param>
    /// <param name="target">Its MeshNode.</param>
    /// <param name="isOn">Whether ranges of pods are advertised at all.</param>
    public static IReadOnlyList<string> Wanted(ClusterNode? source, MeshNode target, bool isOn)
        => isOn && source?.Spec?.PodCIDRs is { } ranges && MirrorRules.IsOurs(target) ? [.. ranges.Where(range => range.Length > 0).Order(StringComparer.Ordinal)] : [];

    /// <summary>What is to be written into the MeshNode; null for nothing.</summary>
    /// <param name="target">The MeshNode.</param>
    /// <param name="wanted">The ranges that are to be carried.</param>
    public static JsonObject? PatchOf(MeshNode target, IReadOnlyList<string> wanted)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(wanted);
        string[] earlier = Earlier(target);
        string[] present = [.. target.Spec?.AdvertisedCIDRs ?? []];
        string[] ranges = [.. present.Except(earlier).Union(wanted).Order(StringComparer.Ordinal)];
        NodeRole[] held = [.. target.Spec?.Roles ?? []];
        NodeRole[] roles = wanted.Count > 0 ? [.. held.Union([NodeRole.Gateway])]
            : earlier.Length > 0 && ranges.Length == 0 ? [.. held.Where(role => role != NodeRole.Gateway)]
            : held;

        var spec = new JsonObject();
        if (!ranges.Order(StringComparer.Ordinal).SequenceEqual(present.Order(StringComparer.Ordinal)))
        {
            spec["advertisedCIDRs"] = ListOf(ranges);
        }

        if (!roles.SequenceEqual(held))
        {
            spec["roles"] = ListOf(roles.Select(role => role.ToString()));
        }

        bool isNoted = earlier.SequenceEqual(wanted);
        if (spec.Count == 0 && isNoted)
        {
            return null;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = target.Metadata.ResourceVersion,
                ["annotations"] = new JsonObject { [Annotation] = wanted.Count > 0 ? string.Join(',', wanted) : null },
            },
            ["spec"] = spec,
        };
    }

    /// <summary>Whether a route is one that the operator made for a Node's pods.</summary>
    public static bool IsOurs(MeshRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Metadata.Labels is { } labels && labels.TryGetValue(MirrorRules.ManagedByLabel, out string? by) && by == MirrorRules.ManagedBy;
    }

    /// <summary>Whether a route leads to these ranges through this gateway.</summary>
    public static bool IsAsWanted(MeshRoute route, string gateway, IReadOnlyList<string> wanted)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Spec?.Gateways is [var only] && only == gateway && (route.Spec.Destination?.Cidrs ?? []).Order(StringComparer.Ordinal).SequenceEqual(wanted);
    }

    private static string[] Earlier(MeshNode target)
        => target.Metadata.Annotations is { } notes && notes.TryGetValue(Annotation, out string? written) ? written.Split(',', StringSplitOptions.RemoveEmptyEntries) : [];

    private static JsonArray? ListOf(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}

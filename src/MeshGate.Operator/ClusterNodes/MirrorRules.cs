using System.Text.Json.Nodes;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.ClusterNodes;

/// <summary>
/// Decides what becomes of the MeshNode of a Kubernetes Node. A MeshNode that a person made is adopted only where it says so itself:
/// by naming the Node in <c>spec.nodeName</c>, or by the label <see cref="AdoptLabel"/>. One that is adopted stays the person's: what
/// stands in it is not changed, and it outlives its Node. A function of its arguments.
/// </summary>
public static class MirrorRules
{
    /// <summary>The label that says who made a MeshNode.</summary>
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";

    /// <summary>What the label says on MeshNodes that the operator made.</summary>
    public const string ManagedBy = "meshgate-operator";

    /// <summary>The label by which a person hands a MeshNode without <c>spec.nodeName</c> over to the Node of its name.</summary>
    public const string AdoptLabel = MeshGateApi.Group + "/adopt";

    private const int LongestLabel = 63;

    /// <summary>Decides.</summary>
    /// <param name="source">The Node, if it exists and is selected.</param>
    /// <param name="target">The MeshNode of its name, or null.</param>
    public static MirrorAction Decide(ClusterNode? source, MeshNode? target)
    {
        if (target?.Metadata.DeletionTimestamp is not null)
        {
            return MirrorAction.None;
        }

        return (source, target) switch
        {
            (null, null) => MirrorAction.None,
            (null, not null) => IsOurs(target) ? new MirrorAction(MirrorStep.Delete) : MirrorAction.None,
            (not null, null) => new MirrorAction(MirrorStep.Create, Wanted(source)),
            _ when target.Spec?.NodeName is null && !MayAdopt(target) => new MirrorAction(
                MirrorStep.Refuse, Message: $"Kubernetes Node {source.Metadata.Name} is selected for the mesh, but this MeshNode was made by somebody else: set spec.nodeName to {source.Metadata.Name}, or the label {AdoptLabel}=true, if it is the same machine; else rename it."),
            _ when target.Spec?.NodeName is { } named && named != source.Metadata.Name => new MirrorAction(
                MirrorStep.Refuse, Message: $"Kubernetes Node {source.Metadata.Name} is selected for the mesh, but this MeshNode of its name stands for Node {named}: rename it."),
            _ => Complete(source, target),
        };
    }

    /// <summary>Whether the operator made a MeshNode for the Node of its name.</summary>
    public static bool IsOurs(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return LabelOf(node.Metadata.Labels, ManagedByLabel) == ManagedBy && node.Spec?.NodeName == node.Metadata.Name;
    }

    private static bool MayAdopt(MeshNode node) => LabelOf(node.Metadata.Labels, AdoptLabel) == "true";

    private static JsonObject Wanted(ClusterNode source)
    {
        var spec = new JsonObject { ["nodeName"] = source.Metadata.Name };
        foreach ((string field, string label) in ((string, string)[])[("region", ClusterNode.RegionLabel), ("zone", ClusterNode.ZoneLabel)])
        {
            if (LabelOf(source.Metadata.Labels, label) is { Length: > 0 and <= LongestLabel } value)
            {
                spec[field] = value;
            }
        }

        return spec;
    }

    // What we made follows its Node; in what a person made only what was left open is filled in.
    private static MirrorAction Complete(ClusterNode source, MeshNode target)
    {
        bool isOurs = IsOurs(target);
        JsonObject patch = Wanted(source);
        Settle("nodeName", target.Spec?.NodeName);
        Settle("region", target.Spec?.Region);
        Settle("zone", target.Spec?.Zone);
        return patch.Count > 0 ? new MirrorAction(MirrorStep.Patch, patch) : MirrorAction.None;

        void Settle(string field, string? present)
        {
            string? wanted = patch[field]?.GetValue<string>();
            if (present == wanted || (present is not null && !isOurs))
            {
                patch.Remove(field);
            }
            else if (wanted is null)
            {
                patch[field] = null;
            }
        }
    }

    private static string? LabelOf(IDictionary<string, string>? labels, string label) => labels is not null && labels.TryGetValue(label, out string? value) ? value : null;
}

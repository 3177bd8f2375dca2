using MeshGate.Core.Topology;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Cli.Draining;

/// <summary>How far a drain is.</summary>
/// <param name="IsDone">Whether nobody depends on the node any more.</param>
/// <param name="Text">The same for people.</param>
public sealed record DrainProgress(bool IsDone, string Text)
{
    private const string Drained = "RelayDrained";

    /// <summary>Reads it from a MeshNode whose <c>spec.drain</c> is true.</summary>
    public static DrainProgress Of(MeshNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Spec?.Roles?.Contains(NodeRole.Relay) != true)
        {
            return new DrainProgress(true, "it relays for nobody; as hub and gateway others take its place");
        }

        return node.Status?.Agent?.Conditions?.FirstOrDefault(condition => condition?.Type == Drained) switch
        {
            { Status: "True" } => new DrainProgress(true, "no pair meets here any more"),
            { Message: { Length: > 0 } message } => new DrainProgress(false, message),
            _ => new DrainProgress(false, "its daemon has not said yet who meets there"),
        };
    }
}

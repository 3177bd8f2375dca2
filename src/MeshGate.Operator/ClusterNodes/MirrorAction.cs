using System.Text.Json.Nodes;

namespace MeshGate.Operator.ClusterNodes;

/// <summary>A step and what belongs to it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Spec">The part of the spec to be written, for <see cref="MirrorStep.Create"/> and <see cref="MirrorStep.Patch"/>.</param>
/// <param name="Message">The same for a person, for <see cref="MirrorStep.Refuse"/>.</param>
public sealed record MirrorAction(MirrorStep Step, JsonObject? Spec = null, string? Message = null)
{
    /// <summary>Nothing is to be done.</summary>
    public static MirrorAction None { get; } = new(MirrorStep.None);
}

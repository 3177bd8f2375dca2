namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>One way to choose among the members of a plan. Allocates nothing and may be asked by several threads at once.</summary>
internal abstract class TargetPicker
{
    /// <summary>An index into the plan's targets, or -1 for none.</summary>
    /// <param name="client">The hash of who asks.</param>
    /// <param name="draw">64 random bits.</param>
    /// <param name="attempt">How many of those picked before for this selection were full.</param>
    public abstract int Pick(ulong client, ulong draw, int attempt);
}

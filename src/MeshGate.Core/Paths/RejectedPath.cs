namespace MeshGate.Core.Paths;

/// <summary>A path that was not chosen.</summary>
/// <param name="Path">The path.</param>
/// <param name="IsUsable">Whether it stands by, or cannot be used at all.</param>
/// <param name="Reason">Why it was not chosen, as one sentence.</param>
public sealed record RejectedPath(MeshPath Path, bool IsUsable, string Reason);

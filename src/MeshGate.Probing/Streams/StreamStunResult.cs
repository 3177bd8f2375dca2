namespace MeshGate.Probing.Streams;

/// <summary>What became of a Binding over a stream.</summary>
/// <param name="Reply">The answer; null when there was none.</param>
/// <param name="Failure">What went wrong, for a person; null when nothing did.</param>
public sealed record StreamStunResult(StunReply? Reply, string? Failure);

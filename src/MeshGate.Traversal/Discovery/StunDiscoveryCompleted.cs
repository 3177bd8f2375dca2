namespace MeshGate.Traversal.Discovery;

/// <summary>The discovery has its result. It comes once; servers still silent are listened to until they have had their time.</summary>
/// <param name="Result">What was found.</param>
public sealed record StunDiscoveryCompleted(StunDiscoveryResult Result) : StunDiscoveryEffect;

namespace MeshGate.Traversal.Discovery;

/// <summary>A server failed while others of its address family answered, so that the fault is likely its own.</summary>
/// <param name="Health">Its failures and when it is tried again.</param>
/// <param name="Reason">What went wrong, for a person.</param>
public sealed record StunServerPutAside(StunServerHealth Health, string Reason) : StunDiscoveryEffect;

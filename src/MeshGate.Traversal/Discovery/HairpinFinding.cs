namespace MeshGate.Traversal.Discovery;

/// <summary>What is known about hairpinning (RFC 4787, section 6) for one address family.</summary>
/// <param name="IsSupported">Whether packets from inside reach an outside address of the same NAT; null when not known or without a NAT.</param>
/// <param name="Reason">What it rests on: a sentence for a person.</param>
public sealed record HairpinFinding(bool? IsSupported, string Reason);

namespace MeshGate.Cli.Netcheck;

/// <summary>Whether there can be a direct path to one kind of peer.</summary>
/// <param name="Peer">The kind of peer.</param>
/// <param name="Direct">yes, no or perhaps.</param>
/// <param name="Reason">Why.</param>
public sealed record PeerOutlook(string Peer, string Direct, string Reason);

namespace MeshGate.Core.Topology;

/// <summary>What a node measured towards one of its peers.</summary>
/// <param name="Peer">The peer's name.</param>
/// <param name="RttMilliseconds">Round-trip time in milliseconds, 0 or more.</param>
public readonly record struct PeerMeasurement(string Peer, double RttMilliseconds);

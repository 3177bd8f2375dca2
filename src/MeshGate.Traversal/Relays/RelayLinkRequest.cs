using System.Net;

namespace MeshGate.Traversal.Relays;

/// <summary>A request to the other relay of a row, in flight.</summary>
/// <param name="Pair">The pair that it is about.</param>
/// <param name="Port">The port that it was sent from: where the reply has to come to. 0 for WireGuard's.</param>
/// <param name="To">Where it was sent: where the reply has to come from.</param>
/// <param name="SentAt">When.</param>
public sealed record RelayLinkRequest(RelayPairKey Pair, int Port, IPEndPoint To, TimeSpan SentAt);

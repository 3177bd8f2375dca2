using System.Net;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>A request in flight.</summary>
/// <param name="Relay">The relay that was asked.</param>
/// <param name="Peer">The peer that it is about; zero for a registration.</param>
/// <param name="Via">The second relay of a row; zero where there is none.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="To">Where it was sent: where the reply has to come from.</param>
/// <param name="SentAt">When.</param>
public sealed record RelayRequest(PublicKey Relay, PublicKey Peer, PublicKey Via, RelayMessageKind Kind, IPEndPoint To, TimeSpan SentAt);

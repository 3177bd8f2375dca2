using System.Net;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Discovery;

/// <summary>Send a Binding request (<see cref="BindingCodec.EncodeRequest(Span{byte}, TransactionId)"/>), from the port whose mapping is wanted.</summary>
/// <param name="To">The server's address.</param>
/// <param name="Transaction">The transaction; repeats have the same.</param>
public sealed record SendStunRequest(IPEndPoint To, TransactionId Transaction) : StunDiscoveryEffect;

using System.Net;
using MeshGate.Traversal.Discovery;

namespace MeshGate.Probing;

/// <summary>A Binding request to send.</summary>
/// <param name="To">The server.</param>
/// <param name="Wish">Where it is to answer from, and to.</param>
/// <param name="Answerer">Whose answer counts; null for the server as asked.</param>
public sealed record StunQuestion(IPEndPoint To, BindingWish? Wish = null, IPEndPoint? Answerer = null);

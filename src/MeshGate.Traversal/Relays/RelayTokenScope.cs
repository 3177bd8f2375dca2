using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>What a token is good for.</summary>
/// <param name="Node">The node.</param>
/// <param name="Session">Its session.</param>
/// <param name="Standing">The session that stood when the token was made: with the first use it is another, and the token void.</param>
/// <param name="From">The address that is to be proven.</param>
/// <param name="LocalPort">The relay's port; 0 for WireGuard's.</param>
internal readonly record struct RelayTokenScope(PublicKey Node, SessionId Session, SessionId Standing, IPEndPoint From, int LocalPort);

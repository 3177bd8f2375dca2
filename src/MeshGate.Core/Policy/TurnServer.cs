namespace MeshGate.Core.Policy;

/// <summary>A TURN server (RFC 8656) and where its shared secret lies.</summary>
/// <param name="Address"><c>host:port</c>.</param>
/// <param name="SecretName">The Secret in the operator's namespace.</param>
/// <param name="SecretKey">The key in it.</param>
public sealed record TurnServer(string Address, string SecretName, string SecretKey);

using MeshGate.Core.Policy;
using MeshGate.Traversal.Turn;

namespace MeshGate.NodeDaemon.Turn;

/// <summary>A TURN server that may be used, with this node's credentials for it.</summary>
/// <param name="Address"><c>host:port</c>.</param>
/// <param name="Transport">How to speak with it.</param>
/// <param name="CaCertificate">The authorities (PEM) that its certificate must come from; null for the system's.</param>
/// <param name="ServerName">The name that its certificate must have; null for the address's host.</param>
/// <param name="Credentials">The credentials.</param>
public sealed record TurnServerOrder(string Address, TurnTransport Transport, string? CaCertificate, string? ServerName, TurnCredentials Credentials)
{
    /// <summary>Address and transport, as a person is told them.</summary>
    public string Name => $"{Address} ({Transport.ToString().ToUpperInvariant()})";
}

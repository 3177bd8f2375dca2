namespace MeshGate.Core.Policy;

/// <summary>A TURN server (RFC 8656) and where its shared secret lies.</summary>
/// <param name="Address"><c>host:port</c>.</param>
/// <param name="SecretName">The Secret in the operator's namespace.</param>
/// <param name="SecretKey">The key in it.</param>
public sealed record TurnServer(string Address, string SecretName, string SecretKey)
{
    /// <summary>How nodes speak with it.</summary>
    public TurnTransport Transport { get; init; }

    /// <summary>The authorities (PEM) that its certificate must come from; null for those of the node's system.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>The name that its certificate must have; null for the address's host.</summary>
    public string? ServerName { get; init; }
}

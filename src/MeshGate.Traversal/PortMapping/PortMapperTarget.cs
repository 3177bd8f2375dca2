using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>What is to be mapped, and where.</summary>
/// <param name="Gateway">The router to ask, an IPv4 address.</param>
/// <param name="Client">This machine's address towards it.</param>
/// <param name="InternalPort">The UDP port on this machine, 1 to 65535.</param>
/// <param name="Nonce">Whose mapping it is; kept across restarts.</param>
public sealed record PortMapperTarget(IPAddress Gateway, IPAddress Client, int InternalPort, MappingNonce Nonce)
{
    /// <summary>How long the mapping is asked for, in whole seconds; it is renewed at half of that, or of what the router grants.</summary>
    public TimeSpan Lifetime { get; init; } = PortMapperTimers.Lifetime;

    /// <summary>Whether both are asked of the same router from the same address.</summary>
    public bool IsAtSamePlace(PortMapperTarget? other) => other is not null && Gateway.Equals(other.Gateway) && Client.Equals(other.Client);
}

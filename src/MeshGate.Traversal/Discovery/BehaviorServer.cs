using System.Net;

namespace MeshGate.Traversal.Discovery;

/// <summary>A STUN server that can answer from two addresses and two ports (RFC 5780), and so tell mapping and filtering apart.</summary>
public sealed record BehaviorServer
{
    private BehaviorServer(StunServer server, IPEndPoint other) => (Server, Other) = (server, other);

    /// <summary>The server as it was asked.</summary>
    public StunServer Server { get; }

    /// <summary>Its other address and other port.</summary>
    public IPEndPoint Other { get; }

    /// <summary>Its own address and other port.</summary>
    public IPEndPoint OtherPort => new(Server.Endpoint.Address, Other.Port);

    /// <summary>Its other address and own port.</summary>
    public IPEndPoint OtherAddress => new(Other.Address, Server.Endpoint.Port);

    /// <summary>
    /// Reads it out of a server's answer; null when the server names no other address, or one that is none: it is a stranger's word, and
    /// requests will be sent there.
    /// </summary>
    public static BehaviorServer? From(StunServer server, BindingResponse response)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(response);
        return response.Other is { } other
            && ReflexiveAddress.Reject(other, server.Endpoint.Address) is null
            && !other.Address.Equals(server.Endpoint.Address)
            && other.Port != server.Endpoint.Port
                ? new(server, other)
                : null;
    }
}

using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Turn;

/// <summary>Something that happened to an allocation.</summary>
public abstract record TurnClientEvent
{
    private TurnClientEvent()
    {
    }

    /// <summary>Ask for an allocation. Relayed addresses are of the families of the peers; of IPv4 where there is none yet.</summary>
    /// <param name="Credentials">Used until the end: a server knows an allocation by its username (RFC 8656, section 5).</param>
    /// <param name="IsReliable">Whether TCP or TLS carries the messages, so that none is repeated.</param>
    /// <param name="Peers">The peer's addresses, at most <see cref="TurnConstants.MaxPeers"/>.</param>
    public sealed record Start(TurnCredentials Credentials, bool IsReliable, ImmutableArray<IPEndPoint> Peers) : TurnClientEvent
    {
        /// <summary>
        /// The family by which the server is reached. Over IPv6 the family of the relayed address is asked for by name: some servers give that
        /// of the client where none is named, not the IPv4 of RFC 8656, section 7.2.
        /// </summary>
        public AddressFamily ServerFamily { get; init; } = AddressFamily.InterNetwork;
    }

    /// <summary>Time has passed: due at <see cref="TurnClientState.NextDue"/>, harmless at any other time.</summary>
    public sealed record Tick : TurnClientEvent;

    /// <summary>The server sent a STUN message other than a Data indication.</summary>
    public sealed record MessageReceived(ReadOnlyMemory<byte> Message) : TurnClientEvent;

    /// <summary>The peer's addresses: the whole list, replacing what was wanted before.</summary>
    public sealed record PeersWanted(ImmutableArray<IPEndPoint> Peers) : TurnClientEvent;

    /// <summary>Something unproven speaks against the server (an ICMP error): ask it now.</summary>
    public sealed record Doubt : TurnClientEvent;

    /// <summary>Give the allocation back.</summary>
    public sealed record Release : TurnClientEvent;
}

using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>What can happen to a <see cref="PortMapper"/>.</summary>
public abstract record PortMapperEvent
{
    private PortMapperEvent()
    {
    }

    /// <summary>Time passed.</summary>
    public sealed record Tick : PortMapperEvent
    {
        /// <summary>The only one.</summary>
        public static Tick Instance { get; } = new();
    }

    /// <summary>This is to be mapped; null for nothing.</summary>
    public sealed record Wanted(PortMapperTarget? Target) : PortMapperEvent;

    /// <summary>A datagram came to the socket that requests are sent from.</summary>
    public sealed record DatagramReceived(IPEndPoint From, ReadOnlyMemory<byte> Datagram) : PortMapperEvent;

    /// <summary>The router said that nobody listens there (ICMP port unreachable).</summary>
    public sealed record PortUnreachable : PortMapperEvent;

    /// <summary>
    /// An announcement came that claims to be the router's (RFC 6887, section 14.1.3; RFC 6886, section 3.2.1). Anybody can send one,
    /// so that it is no more than a reason to ask.
    /// </summary>
    public sealed record Announced : PortMapperEvent;

    /// <summary>UPnP has an answer to <see cref="PortMapperEffect.MapByUpnp"/>.</summary>
    /// <param name="Number">The number of the request.</param>
    /// <param name="Target">What it asked for.</param>
    /// <param name="Outcome">The answer.</param>
    public sealed record UpnpAnswered(int Number, PortMapperTarget Target, UpnpOutcome Outcome) : PortMapperEvent;

    /// <summary>STUN servers see this machine at these addresses.</summary>
    public sealed record SeenByStun(ImmutableArray<IPAddress> Addresses) : PortMapperEvent;
}

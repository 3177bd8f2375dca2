using System.Net;
using MeshGate.Core.Health;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Turn;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.PortMapping;

namespace MeshGate.NodeDaemon.Agent;

/// <summary>Something that the agent's loop must know. Only the loop changes state.</summary>
public abstract record AgentEvent
{
    private AgentEvent()
    {
    }

    /// <summary>The daemon's own MeshNode was read, changed, or is gone (null).</summary>
    public sealed record OwnNodeChanged(MeshNode? Node) : AgentEvent;

    /// <summary>A STUN message came to WireGuard's port, at a monotonic time.</summary>
    public sealed record DatagramReceived(IPEndPoint From, ReadOnlyMemory<byte> Message, TimeSpan At) : AgentEvent;

    /// <summary>A STUN message that names this node came to one of its relay ports, at a monotonic time.</summary>
    public sealed record RelayMessageReceived(int Port, IPEndPoint From, ReadOnlyMemory<byte> Message, TimeSpan At) : AgentEvent;

    /// <summary>A peer's MeshNode was read; null if there is none or it could not be read.</summary>
    public sealed record PeerRead(string Name, MeshNode? Node) : AgentEvent;

    /// <summary>STUN servers' names were resolved.</summary>
    public sealed record ServersResolved(IReadOnlyList<Discovery.ResolvedServer> Servers) : AgentEvent;

    /// <summary>The system says that an address or an interface came or went.</summary>
    public sealed record AddressesChanged : AgentEvent;

    /// <summary>The behaviour of the NATs in front was measured.</summary>
    public sealed record NatMeasured(Discovery.BehaviorReport Report) : AgentEvent;

    /// <summary>The WireGuard device was read after an order was applied, and is as ordered but for where it roamed.</summary>
    public sealed record DeviceRead(WireGuardState State, DeviceOrder Order) : AgentEvent;

    /// <summary>The router lends a port, or not.</summary>
    public sealed record PortMapped(PortMappingReport Report) : AgentEvent;

    /// <summary>The system refused an order (a sentence), or took it (null).</summary>
    public sealed record DeviceApplied(DeviceOrder Order, string? Problem) : AgentEvent;

    /// <summary>WireGuard has a packet for a peer whose session sleeps.</summary>
    public sealed record PacketCaught(string Peer, byte[] Packet) : AgentEvent;

    /// <summary>A packet was caught on its way to a mesh address that no peer has.</summary>
    public sealed record StrayCaught(byte[] Packet) : AgentEvent;

    /// <summary>Such packets are caught now, or no longer.</summary>
    public sealed record StrayTrapChanged : AgentEvent;

    /// <summary>Whose a mesh address is.</summary>
    /// <param name="Address">The address.</param>
    /// <param name="Nodes">Those who claim it; none for nobody, or where nobody could be asked.</param>
    /// <param name="IsAnswered">Whether the API server answered.</param>
    public sealed record AddressRead(IPAddress Address, IReadOnlyList<MeshNode> Nodes, bool IsAnswered) : AgentEvent;

    /// <summary>Hellos say something new of a peer's path.</summary>
    /// <param name="Peer">The peer.</param>
    /// <param name="Verdict">The conclusion.</param>
    /// <param name="Age">How long ago the path last carried a hello there and back.</param>
    /// <param name="Move">The number of the move that led to that path.</param>
    public sealed record HelloJudged(string Peer, HelloVerdict Verdict, TimeSpan Age, int Move) : AgentEvent;

    /// <summary>A probe through a gateway was answered in time, or not.</summary>
    public sealed record GatewayProbed(string Route, string Gateway, bool IsAnswered) : AgentEvent;

    /// <summary>For how long nothing was sent to the networks of routes, by their names.</summary>
    public sealed record FlowsSeen(IReadOnlyDictionary<string, TimeSpan> IdleFor) : AgentEvent;

    /// <summary>This machine forwards as a gateway, or not, otherwise than before.</summary>
    public sealed record ForwardingChanged : AgentEvent;

    /// <summary>The way to a peer through a TURN server changed; null when there is none any more, since nobody wants it.</summary>
    public sealed record TurnChanged(string Peer, TurnPath? Path) : AgentEvent;

    /// <summary>A TURN server failed, or serves again.</summary>
    public sealed record TurnServersChanged(TurnServersReport Report) : AgentEvent;
}

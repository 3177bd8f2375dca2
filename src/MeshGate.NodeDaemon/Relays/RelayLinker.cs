using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>The relay's side towards the other relay of a row that it leads: does what <see cref="RelayLinks"/> wants. Belongs to the agent's loop.</summary>
public sealed class RelayLinker(
    DaemonOptions options, RelayParties parties, PeerTable peers, PathChecker checker, PeerReader reader, IStunTransport transport, IRelayPorts ports, DaemonMetrics metrics)
{
    private RelayLinksState _state = new();

    /// <summary>This run of this node, as its requests for other nodes' pairs name it: apart from the one that it asks for itself in.</summary>
    public SessionId Session { get; } = RandomTransactions.NextSession();

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => _state.NextDue;

    /// <summary>A pair's near end wants it.</summary>
    public void Want(RelayTableEffect.Link link, TimeSpan now) => Step(new RelayLinksEvent.Wanted(link), now);

    /// <summary>A pair has ended.</summary>
    public void Release(RelayPairKey pair, TimeSpan now) => Step(new RelayLinksEvent.Released(pair), now);

    /// <summary>Lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        if (_state.NextDue <= now)
        {
            Step(new RelayLinksEvent.Tick(), now);
        }
    }

    /// <summary>Takes a MeshNode that was read.</summary>
    public void Take(string name, MeshNode node, TimeSpan now)
    {
        if (PublicKey.TryParse(node.Status?.Agent?.PublicKey, out var key)
            && _state.Links.Values.Any(link => link.Rule.Other.PublicKey == key && link.Rule.Other.Name == name))
        {
            Step(new RelayLinksEvent.Located(key, RelayPlaces.Of(name, node, peers, checker)), now);
        }
    }

    /// <summary>Takes a reply in this node's session for links.</summary>
    /// <returns>What comes of it for the relay's own table, in order.</returns>
    public IReadOnlyList<RelayTableEvent> Handle(int port, IPEndPoint from, RelayRoute route, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!parties.TryGet(route.From, out var party)
            || !RelayCodec.TryVerify(datagram, party.Keys.ForOwnRequests(Session), StunClass.Success, out var message))
        {
            metrics.Refused("forged");
            return [];
        }

        return Step(new RelayLinksEvent.Replied(party.Keys.Other, route.Transaction, port, from, message), now);
    }

    private List<RelayTableEvent> Step(RelayLinksEvent happened, TimeSpan now)
    {
        var step = RelayLinks.Step(_state, happened, now, RandomTransactions.Next);
        _state = step.State;
        var told = new List<RelayTableEvent>();
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case RelayLinksEffect.Send send when parties.Of(send.Relay) is { } party:
                    Send(send, party);
                    break;
                case RelayLinksEffect.Locate locate:
                    reader.Request(locate.Relay.Name);
                    break;
                case RelayLinksEffect.Tell tell:
                    told.Add(tell.Happened);
                    break;
            }
        }

        return told;
    }

    private void Send(RelayLinksEffect.Send send, RelayParty party)
    {
        Span<byte> buffer = stackalloc byte[RelayCodec.MaxLength];
        var message = send.Port == 0 ? send.Message with { Name = options.NodeName } : send.Message;
        var length = RelayCodec.Encode(buffer, StunClass.Request, send.Transaction, party.Keys.ForOwnRequests(Session), message);
        if (send.Port == 0)
        {
            transport.TrySend(send.To, buffer[..length]);
        }
        else
        {
            ports.Send(send.Port, send.To, buffer[..length]);
        }
    }
}

using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>The relay's side: takes authenticated requests to <see cref="RelayTable"/> and does what comes of it. Belongs to the agent's loop.</summary>
public sealed class RelayServer(RelayParties parties, RelayLinker linker, IStunTransport transport, IRelayPorts ports, ILogger<RelayServer> logger)
{
    private RelayTableState _state = new() { Secret = RandomTransactions.NextSecret() };
    private RelayOrders _orders = RelayOrders.None;

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => Due.Earliest(_state.NextDue, linker.NextDue);

    /// <summary>The pairs that meet here.</summary>
    public int Pairs => _state.Ports.Count;

    /// <summary>Takes the operator's orders. A relay that drains keeps the pairs it has until they have moved.</summary>
    public void Configure(RelayOrders orders, TimeSpan now)
    {
        if (orders.Serves != _orders.Serves)
        {
            if (_orders.Serves is { } before && before.FirstPort != orders.Serves?.FirstPort)
            {
                ports.Close(before.FirstPort);
            }

            // The first port is there to be probed, and never a pair's.
            Step(new RelayTableEvent.Configured(orders.Serves is { } duty
                ? new RelayTableOptions { FirstPort = duty.FirstPort + 1, LastPort = duty.LastPort, MaxPairs = duty.MaxPairs, Chains = duty.Chains, IsDraining = duty.IsDraining }
                : null), default, now);
            if (orders.Serves is { } probed && probed.FirstPort != _orders.Serves?.FirstPort && !ports.TryOpen(probed.FirstPort, 0, out var problem))
            {
                logger.PortRefused(probed.FirstPort, problem);
            }
        }

        _orders = orders;

        // The nodes of a row are known by the orders alone: it forms, too, while nothing can be read.
        foreach (var rule in orders.Serves?.Chains ?? [])
        {
            parties.Of(rule.Near);
            parties.Of(rule.Other);
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        if (_state.NextDue <= now)
        {
            Step(new RelayTableEvent.Tick(), default, now);
        }

        linker.Tick(now);
    }

    /// <summary>Takes a MeshNode that was read: another relay's addresses.</summary>
    public void Take(string name, MeshNode node, TimeSpan now) => linker.Take(name, node, now);

    /// <summary>Takes another relay's reply.</summary>
    /// <returns>False if it answers nothing that this relay asks others.</returns>
    public bool TryHandleReply(int port, IPEndPoint from, RelayRoute route, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (route.Class != StunClass.Success || route.Session != linker.Session)
        {
            return false;
        }

        foreach (var happened in linker.Handle(port, from, route, datagram, now))
        {
            Step(happened, default, now);
        }

        return true;
    }

    /// <summary>Takes an authenticated request.</summary>
    /// <param name="port">The relay port that it came to; 0 for WireGuard's.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="route">What names it.</param>
    /// <param name="party">Who sent it.</param>
    /// <param name="keys">What proved it.</param>
    /// <param name="message">What it says.</param>
    /// <param name="now">Monotonic time.</param>
    public void Handle(int port, IPEndPoint from, RelayRoute route, RelayParty party, RelaySessionKeys keys, RelayMessage message, TimeSpan now)
        => Step(
            new RelayTableEvent.Requested(party.Keys.Other, route.Session, message, from, port, IsServed(party, message)),
            new Request(port, from, route.Transaction, keys),
            now);

    /// <summary>Who is of no segment that is served here is served where it asks for somebody who is: they may have no relay in common.</summary>
    private bool IsServed(RelayParty party, RelayMessage message)
        => _orders.Serves is { } duty && (duty.Includes(party.Segment)
            || (message.Kind is RelayMessageKind.Ask or RelayMessageKind.Bind && parties.TryGet(PeerTag.Of(message.Peer), out var peer) && duty.Includes(peer.Segment)));

    private void Step(RelayTableEvent happened, Request request, TimeSpan now)
    {
        var step = RelayTable.Step(_state, happened, now);
        _state = step.State;
        foreach (var effect in step.Effects)
        {
            Apply(effect, request, now);
        }
    }

    private void Apply(RelayTableEffect effect, Request request, TimeSpan now)
    {
        switch (effect)
        {
            case RelayTableEffect.Reply reply when request.Keys is not null:
                Send(request.Port, request.From, StunClass.Success, request.Transaction, request.Keys, reply.Message);
                break;
            case RelayTableEffect.Notify notify when parties.TryGet(PeerTag.Of(notify.Node), out var party):
                Send(0, notify.To, StunClass.Indication, RandomTransactions.Next(), party.Keys.ForOtherRequests(notify.Session), notify.Message with { Name = NameFor(notify.Message.Peer) });
                break;
            case RelayTableEffect.OpenPort open:
                var (one, other) = (NameOf(open.Pair.Smaller), NameOf(open.Pair.Greater));
                if (ports.TryOpen(open.Port, _orders.Serves?.PacketsPerSecond ?? RelayDuty.DefaultPacketsPerSecond, out var problem))
                {
                    logger.PairOpened(open.Port, one, other);
                }
                else
                {
                    logger.PortRefused(open.Port, problem);
                    Step(new RelayTableEvent.PortFailed(open.Port), default, now);
                }

                break;
            case RelayTableEffect.Forward forward:
                ports.Forward(forward.Port, forward.One, forward.Other);
                break;
            case RelayTableEffect.Link link when _state.Pairs.ContainsKey(link.Pair):
                linker.Want(link, now);
                break;
            case RelayTableEffect.Unlink unlink:
                linker.Release(unlink.Pair, now);
                break;
            case RelayTableEffect.ClosePort close:
                ports.Close(close.Port);
                var (first, second) = (NameOf(close.Pair.Smaller), NameOf(close.Pair.Greater));
                logger.PairClosed(close.Port, first, second, close.Reason);
                break;
        }
    }

    /// <summary>The name of the node that a notice is about, since whoever is told may not know it; empty where nobody does.</summary>
    private string NameFor(Core.Identity.PublicKey node) => parties.TryGet(PeerTag.Of(node), out var party) ? party.Name : string.Empty;

    private string NameOf(Core.Identity.PublicKey node)
        => parties.TryGet(PeerTag.Of(node), out var party) ? party.Name : node.ToString();

    private void Send(int port, IPEndPoint to, StunClass @class, TransactionId transaction, RelaySessionKeys keys, RelayMessage message)
    {
        Span<byte> buffer = stackalloc byte[RelayCodec.MaxLength];
        var length = RelayCodec.Encode(buffer, @class, transaction, keys, message);
        if (port == 0)
        {
            transport.TrySend(to, buffer[..length]);
        }
        else
        {
            ports.Send(port, to, buffer[..length]);
        }
    }

    private readonly record struct Request(int Port, IPEndPoint From, TransactionId Transaction, RelaySessionKeys Keys);
}

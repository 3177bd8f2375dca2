using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Tests.Relays;

/// <summary>Nodes and relays on a network that takes 10 ms each way; each node is behind a NAT that maps anew for each destination.</summary>
internal sealed class RelaySimulation
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(10);
    private readonly PriorityQueue<Action, (TimeSpan, int)> _network = new();
    private readonly Dictionary<PublicKey, RelayTableState> _relays = [];
    private readonly Dictionary<PublicKey, RelayClientState> _nodes = [];
    private readonly Dictionary<PublicKey, RelayLinksState> _links = [];
    private int _order;
    private ulong _transactions;

    public TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(1);

    public HashSet<PublicKey> Dead { get; } = [];

    public Dictionary<PublicKey, string> Zones { get; } = [];

    /// <summary>Changed: the NATs map everything anew.</summary>
    public int MappingEpoch { get; set; }

    public Dictionary<(PublicKey Node, PublicKey Peer), IPEndPoint> Paths { get; } = [];

    /// <summary>Every path there is, of pairs that hold several, too.</summary>
    public HashSet<(PublicKey Node, PublicKey Peer, IPEndPoint Address)> Ways { get; } = [];

    /// <summary>Between which addresses each port of each relay forwards.</summary>
    public Dictionary<(PublicKey Relay, int Port), (IPEndPoint One, IPEndPoint Other)> Forwards { get; } = [];

    public List<string> Losses { get; } = [];

    /// <summary>The relays that nodes found to fail.</summary>
    public List<(PublicKey Node, PublicKey Relay)> Failures { get; } = [];

    public int Sent { get; private set; }

    public static RelayIdentity Identity(PublicKey relay) => new($"relay-{AddressOf(relay)}", relay);

    public static IPEndPoint AddressOf(PublicKey relay) => new(new IPAddress([198, 51, 100, (byte)relay.ToString().Sum(c => c)]), 51820);

    public void AddRelay(PublicKey key, RelayTableOptions? options = null)
    {
        var state = new RelayTableState { Secret = new RelaySecret([.. Enumerable.Range(0, 32).Select(i => (byte)(i + _relays.Count))]) };
        _relays[key] = RelayTable.Step(state, new RelayTableEvent.Configured(options ?? new RelayTableOptions { FirstPort = 40001, LastPort = 40010 }), Now).State;
        _links[key] = new RelayLinksState();
        foreach ((PublicKey, int) port in Forwards.Keys.Where(port => port.Relay == key).ToList())
        {
            Forwards.Remove(port);
        }
    }

    public void Configure(PublicKey relay, RelayTableOptions? options) => Relay(relay, new RelayTableEvent.Configured(options));

    public RelayTableState Table(PublicKey relay) => _relays[relay];

    /// <summary>Where a packet ends that is sent from one address to another; null where a relay drops it.</summary>
    public IPEndPoint? Pass(IPEndPoint from, IPEndPoint to)
    {
        for (int hops = 0; hops < 9; hops++)
        {
            PublicKey relay = _relays.Keys.SingleOrDefault(relay => AddressOf(relay).Address.Equals(to.Address));
            if (relay.IsZero)
            {
                return to;
            }

            if (Dead.Contains(relay) || !Forwards.TryGetValue((relay, to.Port), out (IPEndPoint One, IPEndPoint Other) pair)
                || !(from.Equals(pair.One) || from.Equals(pair.Other)))
            {
                return null;
            }

            (from, to) = (to, from.Equals(pair.One) ? pair.Other : pair.One);
        }

        throw new InvalidOperationException("It goes round for ever.");
    }

    /// <summary>Where a node sends to an address from, behind its NAT.</summary>
    public IPEndPoint Source(PublicKey node, IPEndPoint to)
        => new(IPAddress.Parse("203.0.113.1"), 1024 + ((HashCode.Combine(node, to, MappingEpoch) & int.MaxValue) % 60000));

    public RelayClientState Node(PublicKey key) => _nodes[key];

    /// <summary>Changes how long a node waits for relays.</summary>
    public void Change(PublicKey node, Func<RelayClientState, RelayClientState> change) => _nodes[node] = change(Node(node));

    public void Do(PublicKey node, RelayClientEvent happened)
    {
        RelayClientStep step = RelayClient.Step(_nodes.GetValueOrDefault(node) ?? new RelayClientState(), happened, Now, NewTransaction);
        _nodes[node] = step.State;
        foreach (RelayClientEffect effect in step.Effects)
        {
            Apply(node, effect);
        }
    }

    public void Run(double seconds)
    {
        for (TimeSpan end = Now + TimeSpan.FromSeconds(seconds); Now < end; Now += TimeSpan.FromMilliseconds(5))
        {
            while (_network.TryPeek(out Action? deliver, out (TimeSpan At, int) due) && due.At <= Now)
            {
                _network.Dequeue();
                deliver();
            }

            foreach (PublicKey node in _nodes.Keys.Where(node => _nodes[node].NextDue <= Now).ToList())
            {
                Do(node, new RelayClientEvent.Tick());
            }

            foreach (PublicKey relay in _links.Keys.Where(relay => _links[relay].NextDue <= Now && !Dead.Contains(relay)).ToList())
            {
                Link(relay, new RelayLinksEvent.Tick());
            }

            foreach (PublicKey relay in _relays.Keys.Where(relay => _relays[relay].NextDue <= Now && !Dead.Contains(relay)).ToList())
            {
                Relay(relay, new RelayTableEvent.Tick());
            }
        }
    }

    private void Apply(PublicKey node, RelayClientEffect effect)
    {
        switch (effect)
        {
            case RelayClientEffect.Failed failed:
                Failures.Add((node, failed.Relay.PublicKey));
                break;
            case RelayClientEffect.Send send:
                Sent++;
                Deliver(() => Arrive(node, send));
                break;
            case RelayClientEffect.Locate locate:
                Deliver(() => Do(node, new RelayClientEvent.Located(locate.Relay.PublicKey, [AddressOf(locate.Relay.PublicKey)], Zones.GetValueOrDefault(locate.Relay.PublicKey))));
                break;
            case RelayClientEffect.PathReady ready:
                Paths[(node, ready.Peer)] = ready.Address;
                Ways.Add((node, ready.Peer, ready.Address));
                break;
            case RelayClientEffect.PathLost lost:
                Ways.Remove((node, lost.Peer, lost.Address));
                if (lost.Address.Equals(Paths.GetValueOrDefault((node, lost.Peer))))
                {
                    Paths.Remove((node, lost.Peer));
                }

                Losses.Add(lost.Reason);
                break;
        }
    }

    private void Arrive(PublicKey node, RelayClientEffect.Send send)
    {
        if (Dead.Contains(send.Relay) || !send.To.Address.Equals(AddressOf(send.Relay).Address))
        {
            return;
        }

        int local = send.To.Port == 51820 ? 0 : send.To.Port;
        Relay(
            send.Relay,
            new RelayTableEvent.Requested(node, RelayUnderTest.Session(1), send.Message, Source(node, send.To), local, true),
            reply => Do(node, new RelayClientEvent.Replied(send.Relay, send.Transaction, send.To, reply)));
    }

    private void Relay(PublicKey relay, RelayTableEvent happened, Action<RelayMessage>? answer = null)
    {
        RelayTableStep step = RelayTable.Step(_relays[relay], happened, Now);
        _relays[relay] = step.State;
        foreach (RelayTableEffect effect in step.Effects)
        {
            switch (effect)
            {
                case RelayTableEffect.Reply reply:
                    Deliver(() => answer?.Invoke(reply.Message));
                    break;
                case RelayTableEffect.Notify notify:
                    Deliver(() => Do(notify.Node, new RelayClientEvent.Noticed(relay, notify.Message)));
                    break;
                case RelayTableEffect.Forward forward:
                    Forwards[(relay, forward.Port)] = (forward.One, forward.Other);
                    break;
                case RelayTableEffect.ClosePort close:
                    Forwards.Remove((relay, close.Port));
                    break;
                case RelayTableEffect.Link link:
                    Link(relay, new RelayLinksEvent.Wanted(link));
                    break;
                case RelayTableEffect.Unlink unlink:
                    Link(relay, new RelayLinksEvent.Released(unlink.Pair));
                    break;
            }
        }
    }

    private void Link(PublicKey relay, RelayLinksEvent happened)
    {
        RelayLinksStep step = RelayLinks.Step(_links[relay], happened, Now, NewTransaction);
        _links[relay] = step.State;
        foreach (RelayLinksEffect effect in step.Effects)
        {
            switch (effect)
            {
                case RelayLinksEffect.Send send:
                    Sent++;
                    Deliver(() => Arrive(relay, send));
                    break;
                case RelayLinksEffect.Locate locate:
                    Deliver(() => Link(relay, new RelayLinksEvent.Located(locate.Relay.PublicKey, [AddressOf(locate.Relay.PublicKey)])));
                    break;
                case RelayLinksEffect.Tell tell:
                    Relay(relay, tell.Happened);
                    break;
            }
        }
    }

    private void Arrive(PublicKey relay, RelayLinksEffect.Send send)
    {
        PublicKey next = send.Relay.PublicKey;
        if (Dead.Contains(next) || Dead.Contains(relay) || !send.To.Address.Equals(AddressOf(next).Address))
        {
            return;
        }

        var from = new IPEndPoint(AddressOf(relay).Address, send.Port == 0 ? 51820 : send.Port);
        Relay(
            next,
            new RelayTableEvent.Requested(relay, RelayUnderTest.Session(2), send.Message, from, send.To.Port == 51820 ? 0 : send.To.Port, false),
            reply => Link(relay, new RelayLinksEvent.Replied(next, send.Transaction, send.Port, send.To, reply)));
    }

    private void Deliver(Action action) => _network.Enqueue(action, (Now + Latency, _order++));

    private TransactionId NewTransaction()
    {
        Span<byte> bytes = stackalloc byte[12];
        BitConverter.TryWriteBytes(bytes, ++_transactions);
        return TransactionId.FromBytes(bytes);
    }
}

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
    }

    public void Configure(PublicKey relay, RelayTableOptions options)
        => _relays[relay] = RelayTable.Step(_relays[relay], new RelayTableEvent.Configured(options), Now).State;

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
        var from = new IPEndPoint(IPAddress.Parse("203.0.113.1"), 1024 + ((HashCode.Combine(node, send.To, MappingEpoch) & int.MaxValue) % 60000));
        RelayTableStep step = RelayTable.Step(_relays[send.Relay], new RelayTableEvent.Requested(node, RelayUnderTest.Session(1), send.Message, from, local, true), Now);
        _relays[send.Relay] = step.State;
        foreach (RelayTableEffect effect in step.Effects)
        {
            if (effect is RelayTableEffect.Reply reply)
            {
                Deliver(() => Do(node, new RelayClientEvent.Replied(send.Relay, send.Transaction, send.To, reply.Message)));
            }
            else if (effect is RelayTableEffect.Notify notify)
            {
                Deliver(() => Do(notify.Node, new RelayClientEvent.Noticed(send.Relay, notify.Message)));
            }
        }
    }

    private void Deliver(Action action) => _network.Enqueue(action, (Now + Latency, _order++));

    private TransactionId NewTransaction()
    {
        Span<byte> bytes = stackalloc byte[12];
        BitConverter.TryWriteBytes(bytes, ++_transactions);
        return TransactionId.FromBytes(bytes);
    }
}

using System.Collections.Immutable;
using System.Net;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>Everything about relays, for the agent's loop: whom this node relays for, and who relays for it.</summary>
public sealed class RelayRunner(RelayParties parties, RelayServer server, RelaySeeker seeker, RelayReach reach, DaemonMetrics metrics)
{
    /// <summary>How long a request waits for its sender to be looked up: as many wait as are looked up in that time.</summary>
    private static readonly TimeSpan WaitFor = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private RelayOrders _orders = RelayOrders.None;

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => Due.Earliest(server.NextDue, seeker.NextDue, reach.NextDue);

    /// <summary>The node's side.</summary>
    public RelaySeeker Seeker => seeker;

    /// <summary>Whether the relay's ports are reached.</summary>
    public RelayReach Reach => reach;

    /// <summary>The pairs that still meet at this node although it is about to go; null where it is not.</summary>
    public int? PairsLeft => _orders.Serves is { IsDraining: true } ? server.Pairs : null;

    /// <summary>The pairs that meet at this node, in percent of those that may; null where it is no relay.</summary>
    public int? LoadPercent => _orders.Serves is { } duty ? (int)Math.Min(100L * server.Pairs / Math.Max(duty.MaxPairs, 1), 100) : null;

    /// <summary>Takes the operator's orders; the peers of before are forgotten with their keys.</summary>
    public void Configure(RelayOrders orders, TimeSpan now)
    {
        parties.Clear();
        _waiting.Clear();
        parties.Segment = orders.Segment;
        _orders = orders;
        server.Configure(orders, now);
        seeker.Configure(orders, now);
        reach.Configure(orders.Serves, now);
    }

    /// <summary>Takes a datagram in if it is a relay message; whatever it says, it is nobody else's then.</summary>
    /// <param name="port">The relay port that it came to; 0 for WireGuard's.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="datagram">All of it.</param>
    /// <param name="now">Monotonic time.</param>
    public bool TryHandle(int port, IPEndPoint from, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!RelayCodec.TryPeek(datagram, out var route))
        {
            return false;
        }

        if (route.To != parties.OwnTag)
        {
            metrics.Refused("unknown-peer");
        }
        else if (route.Class == StunClass.Request)
        {
            TakeRequest(port, from, route, datagram, now);
        }
        else if (!server.TryHandleReply(port, from, route, datagram, now) && port == 0)
        {
            seeker.Handle(from, route, datagram, now);
        }

        return true;
    }

    /// <summary>Takes a MeshNode that was read, or could not be.</summary>
    public void Take(string name, MeshNode? node, TimeSpan now)
    {
        parties.Take(name, node);

        // Whoever asked is answered now, and need not ask again; one whose key this still is not proves nothing.
        if (_waiting.Remove(name, out var asked) && now - asked.Since < WaitFor && node is not null && parties.TryGet(asked.Route.From, out _))
        {
            TakeRequest(asked.Port, asked.From, asked.Route, asked.Datagram, now);
        }

        if (node is not null)
        {
            seeker.Take(name, node, now);
            server.Take(name, node, now);
        }
    }

    /// <summary>This machine or its NAT moved.</summary>
    public void Move(TimeSpan now) => seeker.Move(now);

    /// <summary>Lets time pass.</summary>
    /// <param name="mayUseUdp">False where nothing yet shows that UDP gets out of here.</param>
    /// <param name="own">This node's candidates.</param>
    /// <param name="now">Monotonic time.</param>
    public void Tick(bool mayUseUdp, ImmutableArray<RemoteCandidate> own, TimeSpan now)
    {
        server.Tick(now);
        seeker.Tick(mayUseUdp || seeker.HasUdp, now);
        reach.Tick(own, now);
    }

    private void TakeRequest(int port, IPEndPoint from, RelayRoute route, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!parties.TryGet(route.From, out var party))
        {
            metrics.Refused("unknown-peer");
            if (_orders.Serves is not null && RelayCodec.PeekName(datagram) is { } name)
            {
                foreach (var old in _waiting.Where(waiting => now - waiting.Value.Since >= WaitFor).Select(waiting => waiting.Key).ToList())
                {
                    _waiting.Remove(old);
                }

                if (parties.LookUp(name, now))
                {
                    _waiting[name] = new Waiting(port, from, route, datagram.ToArray(), now);
                }
            }

            return;
        }

        var keys = party.Keys.ForOtherRequests(route.Session);
        if (!RelayCodec.TryVerify(datagram, keys, StunClass.Request, out var message))
        {
            metrics.Refused("forged");
            return;
        }

        party.Keys.Confirm(keys);
        if (party.Segment is null && message is { Kind: RelayMessageKind.Ask, Name.Length: > 0 })
        {
            parties.LookUp(message.Name, now);
        }

        switch (message.Kind)
        {
            case RelayMessageKind.Solicit when port == 0:
                reach.TakeSolicit(party, message, now);
                break;
            case RelayMessageKind.Probe:
                reach.TakeProbe(port, party, message, now);
                break;
            default:
                server.Handle(port, from, route, party, keys, message, now);
                break;
        }
    }

    private sealed record Waiting(int Port, IPEndPoint From, RelayRoute Route, byte[] Datagram, TimeSpan Since);
}

using System.Net;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Guests;
using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Relays;
using MeshGate.NodeDaemon.Storage;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.NodeDaemon.Agent;

/// <content>Peers that are no members of the assignment, and the packets that look for them.</content>
public sealed partial class AgentState
{
    /// <summary>The most knocks that wait for their senders to be entered.</summary>
    private const int MaxKnocks = 16;

    /// <summary>For how long: whoever is not entered by then has asked again.</summary>
    private static readonly TimeSpan KnockLifetime = TimeSpan.FromSeconds(5);

    private readonly Dictionary<PeerTag, Knock> _knocks = [];
    private StrayOrder _strays = new();

    private void SyncPeers(Assignment assignment, TimeSpan now)
    {
        foreach (var session in peers.Sync([.. assignment.Peers, .. guests.Identities], now))
        {
            Adopt(session, now);
        }
    }

    private void RestoreGuests(TimeSpan now) => guests.Restore(
        from saved in _saved?.Peers ?? []
        where RelayOrdersReader.IsName(saved?.Name)
        let addresses = (saved!.Addresses ?? []).Select(text => IPAddress.TryParse(text, out var address) ? address : null).OfType<IPAddress>().ToList()
        let key = PublicKey.TryParse(saved.PublicKey, out var parsed) ? parsed : default
        where addresses.Count > 0 && !key.IsZero
        select new PeerIdentity(saved.Name, key, [.. addresses.Select(PeerIdentity.HostRoute)]) { Segment = saved.Segment },
        now);

    private void TickGuests(TimeSpan now)
    {
        foreach (var caller in relays.Seeker.Callers(now))
        {
            guests.Invite(caller.Name, read => read == caller.PublicKey, isAuthentic: true, now);
        }

        TakeKnocks(now);
        guests.Tick(now);
        if (!guests.TakeNews() || _assignment is not { } assignment)
        {
            return;
        }

        SyncPeers(assignment, now);
        ConfigureRoutes(assignment, now);
        ConfigurePool(now);
        foreach (var node in guests.TakeRead())
        {
            TakeCandidates(node.Metadata.Name, node, now);
            relays.Take(node.Metadata.Name, node, now);
            if (peers.TryGet(node.Metadata.Name, out var session))
            {
                session.IsCaller = guests.IsCaller(node.Metadata.Name);
                relays.Seeker.Admit(session, now);
            }
        }

        (_isStateStale, _isReportStale) = (true, true);
    }

    /// <summary>What the tunnel's interface is to be; nothing is caught beside it before each peer has a route of its own.</summary>
    /// <param name="assignment">The orders.</param>
    /// <param name="entered">The keys of the peers that WireGuard is to have: what is for another waits until it has that, too.</param>
    private InterfaceConfig Interface(Assignment assignment, HashSet<PublicKey> entered)
    {
        var isByHost = workers.Strays.IsOpen;
        if (!isByHost || assignment.Addresses.IsEmpty)
        {
            OrderStrays(new StrayOrder { Mtu = assignment.Mtu, Sources = assignment.Addresses });
        }

        return new InterfaceConfig
        {
            Addresses = assignment.Addresses,
            Routes = assignment.MeshCidrs,
            IsByHost = isByHost,
            Hosts = isByHost ? [.. peers.All.Where(session => entered.Contains(session.Identity.PublicKey)).SelectMany(session => session.Identity.AllowedIPs)] : [],
            Outside = gateways.Networks,
            Mtu = assignment.Mtu,
        };
    }

    /// <summary>Once each peer has a route of its own the rest of the mesh's ranges is caught; and whoever waited for a peer to be entered is sent on.</summary>
    private void CatchStrays(InterfaceConfig applied, TimeSpan now)
    {
        if (applied.IsByHost && workers.Strays.IsOpen)
        {
            OrderStrays(new StrayOrder { Mtu = applied.Mtu, Sources = applied.Addresses, Networks = applied.Routes });
        }

        guests.Release();
        AnswerKnocks(now);
    }

    private void TakeKnocks(TimeSpan now)
    {
        foreach (var old in _knocks.Where(knock => now - knock.Value.At >= KnockLifetime).Select(knock => knock.Key).ToList())
        {
            _knocks.Remove(old);
        }

        foreach (var knock in checker.TakeKnocks())
        {
            if (!peers.TryGet(knock.Name, out _) && _knocks.Count < MaxKnocks)
            {
                _knocks.TryAdd(knock.Route.From, knock);
                guests.Invite(knock.Name, read => PathChecker.IsBy(knock, read, key), isAuthentic: false, now);
            }
        }
    }

    /// <summary>Now that WireGuard takes their handshakes, the checks by which peers became known are answered; they need not knock again.</summary>
    private void AnswerKnocks(TimeSpan now)
    {
        foreach (var (from, knock) in _knocks.ToList())
        {
            if (peers.TryGet(from, out var session) && session.IsConfigured)
            {
                _knocks.Remove(from);
                checker.Handle(knock.From, knock.Request.Span, now);
            }
        }
    }

    private void OrderStrays(StrayOrder order)
    {
        if (!order.Equals(_strays))
        {
            _strays = order;
            workers.Strays.Post(order);
        }
    }

    private SavedPeer Save(PeerSession session)
    {
        var isGuest = guests.Has(session.Identity.Name);
        return new SavedPeer
        {
            Name = session.Identity.Name,
            PublicKey = session.Identity.PublicKey.ToString(),
            Addresses = isGuest ? [.. session.Identity.AllowedIPs.Select(network => network.BaseAddress.ToString())] : null,
            Segment = isGuest ? session.Identity.Segment : null,
            Candidates = CandidateText.Write(session.Candidates),
        };
    }
}

using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Guests;

/// <content>Packets to addresses that no peer has, and the search for whose they are.</content>
public sealed partial class GuestBook
{
    private readonly Dictionary<IPAddress, GuestSearch> _searches = [];
    private readonly Dictionary<IPAddress, TimeSpan> _unknown = [];
    private TimeSpan _madeUpFor = TimeSpan.Zero;

    private TimeSpan? SearchesDue
    {
        get
        {
            TimeSpan? due = null;
            foreach (var search in _searches.Values)
            {
                due = Due.Earliest(due, search.Since + GuestTimers.Patience, search.IsAsked ? null : AskAt);
            }

            return due;
        }
    }

    private TimeSpan AskAt => _madeUpFor - ((GuestTimers.AtOnce - 1) * GuestTimers.Interval);

    /// <summary>Takes a packet to an address that no peer has, or had when it was caught.</summary>
    public void Handle(AgentEvent.StrayCaught caught, TimeSpan now)
    {
        traffic.Taken();
        if (!StrayPacket.TryReadDestination(caught.Packet, out var to) || _assignment is not { } assignment
            || assignment.Addresses.Contains(to) || !assignment.MeshCidrs.Any(range => range.Contains(to)))
        {
            return;
        }

        if (_unknown.TryGetValue(to, out var until) && now < until)
        {
            traffic.Refuse(caught.Packet);
            return;
        }

        if (!_searches.TryGetValue(to, out var search))
        {
            if (_searches.Count >= GuestTimers.MaxSearches)
            {
                metrics.LookedUp("refused");
                traffic.Refuse(caught.Packet);
                return;
            }

            // One that is a peer already only waits for the tunnel to take it.
            _searches.Add(to, search = new GuestSearch(now) { IsAsked = OwnerOf(to) is not null || _guests.Values.Any(guest => Has(guest.Identity, to)) });
        }

        search.Add(caught.Packet);
        Ask(now);
        Release();
    }

    /// <summary>Takes the answer to whose an address is.</summary>
    public void Handle(AgentEvent.AddressRead read, TimeSpan now)
    {
        if (read.Node is { } node)
        {
            metrics.LookedUp("found");
            if (TryEnter(node, _ => true, isCaller: false, now))
            {
                return;
            }
        }
        else
        {
            metrics.LookedUp(read.IsAnswered ? "unknown" : "failed");
        }

        if (_unknown.Count >= GuestTimers.MaxUnknown)
        {
            _unknown.Clear();
        }

        _unknown[read.Address] = now + (read.IsAnswered ? GuestTimers.Unknown : GuestTimers.Unanswered);
        if (_searches.Remove(read.Address, out var search))
        {
            GiveUp(search);
        }
    }

    /// <summary>Sends on what waited for peers that the tunnel takes now.</summary>
    public void Release()
    {
        foreach (var (address, search) in _searches.ToList())
        {
            if (OwnerOf(address) is { IsConfigured: true, Endpoint: not null })
            {
                _searches.Remove(address);
                traffic.SendOn(search.Take());
            }
        }
    }

    private void TickSearches(TimeSpan now)
    {
        foreach (var (address, search) in _searches.Where(entry => now - entry.Value.Since >= GuestTimers.Patience).ToList())
        {
            _searches.Remove(address);
            GiveUp(search);
        }

        Ask(now);
    }

    private void Ask(TimeSpan now)
    {
        foreach (var (address, search) in _searches)
        {
            if (!search.IsAsked && now >= AskAt)
            {
                Charge(now);
                search.IsAsked = true;
                addresses.Request(address);
            }
        }
    }

    private void Charge(TimeSpan now) => _madeUpFor = (_madeUpFor > now ? _madeUpFor : now) + GuestTimers.Interval;

    private void GiveUp(GuestSearch search)
    {
        var packets = search.Take();
        metrics.PacketsGivenUp(packets.Count);
        foreach (var packet in packets)
        {
            traffic.Refuse(packet);
        }
    }

    private PeerSession? OwnerOf(IPAddress address) => peers.All.FirstOrDefault(session => Has(session.Identity, address));

    private static bool Has(PeerIdentity identity, IPAddress address) => identity.AllowedIPs.Any(network => network.Contains(address));
}

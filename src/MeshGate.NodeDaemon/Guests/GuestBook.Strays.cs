using System.Net;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;

namespace MeshGate.NodeDaemon.Guests;

/// <content>Packets to addresses that no peer has, and the search for whose they are.</content>
public sealed partial class GuestBook
{
    private readonly Dictionary<IPAddress, GuestSearch> _searches = [];
    private readonly Dictionary<IPAddress, TimeSpan> _unknown = [];
    private readonly LookUpPace _searchPace = new(GuestTimers.AtOnce, GuestTimers.Interval);

    private TimeSpan? SearchesDue
    {
        get
        {
            TimeSpan? due = null;
            foreach (var search in _searches.Values)
            {
                due = Due.Earliest(due, search.Since + GuestTimers.Patience, search.IsAsked ? null : _searchPace.NextAt);
            }

            return due;
        }
    }

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
            _searches.Add(to, search = new GuestSearch(now) { IsAsked = Owns(to) });
        }

        search.Add(caught.Packet);
        Ask(now);
        Release();
    }

    /// <summary>Takes the answer to whose an address is.</summary>
    public void Handle(AgentEvent.AddressRead read, TimeSpan now)
    {
        if (read.IsAnswered)
        {
            foreach (var guest in _guests.Values.Where(guest => Has(guest.Identity, read.Address) && read.Nodes.All(node => node.Metadata?.Name != guest.Identity.Name)).ToList())
            {
                Forget(guest, "its MeshNode is gone, or has the address no longer");
            }
        }

        metrics.LookedUp(!read.IsAnswered ? "failed" : read.Nodes.Count > 0 ? "found" : "unknown");
        foreach (var node in read.Nodes)
        {
            if (_guests.TryGetValue(node.Metadata?.Name ?? string.Empty, out var guest))
            {
                Judge(guest, node, now);
            }

            if (Owns(read.Address) || TryEnter(node, _ => true, isCaller: false, now))
            {
                return;
            }
        }

        // A member, which only now became one.
        if (Owns(read.Address))
        {
            return;
        }

        if (_unknown.Count >= GuestTimers.MaxUnknown)
        {
            _unknown.Clear();
        }

        // Somebody has it, and may be taken in a moment.
        _unknown[read.Address] = now + (read.IsAnswered && read.Nodes.Count == 0 ? GuestTimers.Unknown : GuestTimers.Unanswered);
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
            if (!search.IsAsked && _searchPace.TryTake(now))
            {
                search.IsAsked = true;
                addresses.Request(address);
            }
        }
    }

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

    // By the orders and the guests as they are now: the table of peers follows them a moment later.
    private bool Owns(IPAddress address) => _assignment?.Peers.Any(member => Has(member, address)) == true || _guests.Values.Any(guest => Has(guest.Identity, address));

    private static bool Has(PeerIdentity identity, IPAddress address) => identity.AllowedIPs.Any(network => network.Contains(address));
}

using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Keys;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Guests;

/// <summary>
/// The peers that are no members of this node's assignment: nodes of other segments that something was sent to, or that sent word through a
/// relay. Each is looked up when it is first wanted, and forgotten when it has slept for long. Belongs to the agent's loop.
/// </summary>
public sealed partial class GuestBook(PrivateKey own, PeerTable peers, PeerReader nodes, AddressReader addresses, IStrayTraffic traffic, DaemonMetrics metrics, ILogger<GuestBook> logger)
{
    private readonly SortedDictionary<string, Guest> _guests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Named> _named = new(StringComparer.Ordinal);
    private readonly LookUpPace _calls = new(GuestTimers.AtOnce, GuestTimers.Interval);
    private readonly LookUpPace _knocks = new(1, GuestTimers.KnockInterval);
    private readonly List<MeshNode> _read = [];
    private Assignment? _assignment;
    private TimeSpan _lookAt = TimeSpan.Zero;
    private bool _hasNews;

    /// <summary>Who is a guest, ordered by name.</summary>
    public ImmutableArray<PeerIdentity> Identities => [.. _guests.Values.Select(guest => guest.Identity)];

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => Due.Earliest(SearchesDue, _guests.Count > 0 ? _lookAt : null);

    /// <summary>Whether there are others than at the last call.</summary>
    public bool TakeNews()
    {
        var news = _hasNews;
        _hasNews = false;
        return news;
    }

    /// <summary>The MeshNodes of the guests that came since the last call, as they were read.</summary>
    public IReadOnlyList<MeshNode> TakeRead()
    {
        MeshNode[] read = [.. _read];
        _read.Clear();
        return read;
    }

    /// <summary>Whether a guest asked for this node, and not this node for it.</summary>
    public bool IsCaller(string name) => _guests.TryGetValue(name, out var guest) && guest.IsCaller;

    /// <summary>Whether a peer is a guest.</summary>
    public bool Has(string name) => _guests.ContainsKey(name);

    /// <summary>Takes the orders: whoever is a member now is no guest.</summary>
    /// <param name="assignment">The orders; null for none, and no guests.</param>
    public void Configure(Assignment? assignment)
    {
        _assignment = assignment;
        foreach (var guest in _guests.Values.Where(guest => assignment is null || IsMember(assignment, guest.Identity)).ToList())
        {
            Forget(guest, assignment is null ? "this node left the mesh" : "it is a member now");
        }

        _unknown.Clear();
    }

    /// <summary>Takes guests of before a restart.</summary>
    public void Restore(IEnumerable<PeerIdentity> guests, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(guests);
        foreach (var guest in guests)
        {
            Enter(guest, isCaller: false, now);
        }
    }

    /// <summary>Looks up a node that asks for this one.</summary>
    /// <param name="name">What it is called, as somebody says.</param>
    /// <param name="isProven">Whether it was the holder of a key who asked.</param>
    /// <param name="isAuthentic">Whether a relay vouches for that somebody asked; what anybody may send is looked up once a second.</param>
    /// <param name="now">Monotonic time.</param>
    public void Invite(string name, Func<PublicKey, bool> isProven, bool isAuthentic, TimeSpan now)
    {
        foreach (var old in _named.Where(entry => now - entry.Value.At >= GuestTimers.Named).Select(entry => entry.Key).ToList())
        {
            _named.Remove(old);
        }

        // A forged check must not keep the place of a call that is none.
        var isKnown = _named.TryGetValue(name, out var named) && (named.IsAuthentic || !isAuthentic);
        var pace = isAuthentic ? _calls : _knocks;
        if (_assignment is not null && name.Length > 0 && !isKnown && pace.TryTake(now))
        {
            _named[name] = new Named(isProven, isAuthentic, now);
            nodes.Request(name);
        }
    }

    /// <summary>Takes a MeshNode that was read: of one that <see cref="Invite"/> asked for, or of a guest, which may have changed.</summary>
    public void Handle(AgentEvent.PeerRead read, TimeSpan now)
    {
        if (read.Node is not { } node)
        {
            return;
        }

        if (_named.TryGetValue(read.Name, out var named) && !named.IsAnswered && now - named.At < GuestTimers.Named)
        {
            // Remembered for its time: one that is refused would be read again and again while it calls.
            _named[read.Name] = named with { IsAnswered = true };
            metrics.LookedUp("found");
            TryEnter(node, named.IsProven, isCaller: true, now);
        }
        else if (_guests.TryGetValue(read.Name, out var guest))
        {
            Judge(guest, node, now);
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Tick(TimeSpan now)
    {
        TickSearches(now);
        if (now >= _lookAt)
        {
            _lookAt = now + GuestTimers.LookInterval;
            foreach (var guest in _guests.Values.ToList())
            {
                Look(guest, now);
            }
        }
    }

    /// <summary>Looks at a guest again: whoever was removed, or has another key or address now, is no guest any more.</summary>
    private void Judge(Guest guest, MeshNode node, TimeSpan now)
    {
        guest.JudgedAt = now;
        string? problem = null;
        if (_assignment is null || GuestJudge.Read(node, _assignment.MeshCidrs, out problem) is not { } read)
        {
            Forget(guest, problem ?? "this node has no orders");
        }
        else if (read != guest.Identity)
        {
            Forget(guest, "its key, its addresses or its segment changed");
            TryEnter(node, _ => true, guest.IsCaller, now);
        }
    }

    private void Look(Guest guest, TimeSpan now)
    {
        if (now - guest.JudgedAt >= GuestTimers.JudgeInterval && _searchPace.TryTake(now))
        {
            guest.JudgedAt = now;
            addresses.Request(guest.Identity.AllowedIPs[0].BaseAddress);
        }

        if (peers.TryGet(guest.Identity.Name, out var session) && !session.Checks.IsAsleep)
        {
            guest.AwakeAt = now;
        }
        else if (now - guest.AwakeAt >= GuestTimers.Idle)
        {
            Forget(guest, $"nothing was said for {GuestTimers.Idle.TotalMinutes:0} minutes");
        }
    }

    private bool TryEnter(MeshNode node, Func<PublicKey, bool> isProven, bool isCaller, TimeSpan now)
    {
        if (_assignment is null)
        {
            return false;
        }

        if (GuestJudge.Read(node, _assignment.MeshCidrs, out var problem) is not { } guest || !isProven(guest.PublicKey))
        {
            logger.GuestRefused(node.Metadata?.Name ?? string.Empty, problem ?? "its key is not that of whoever asked");
            return false;
        }

        var isKnown = _guests.TryGetValue(guest.Name, out var before) && before.Identity == guest;
        if (!Enter(guest, isCaller, now))
        {
            return false;
        }

        if (!isKnown)
        {
            _read.Add(node);
        }

        return true;
    }

    private bool Enter(PeerIdentity identity, bool isCaller, TimeSpan now)
    {
        if (_assignment is not { } assignment)
        {
            return false;
        }

        if (IsMember(assignment, identity) || identity.PublicKey == own.PublicKey || _guests.Values.Any(guest => guest.Identity.Name != identity.Name && IsSame(guest.Identity, identity)))
        {
            logger.GuestRefused(identity.Name, "its name, its key or an address of it is another's");
            return false;
        }

        if (!_guests.ContainsKey(identity.Name) && _guests.Count >= GuestTimers.MaxGuests && !MakeRoom())
        {
            logger.GuestRefused(identity.Name, $"{GuestTimers.MaxGuests} guests are awake");
            return false;
        }

        var isNew = !_guests.TryGetValue(identity.Name, out var known) || known.Identity != identity;
        if (isNew)
        {
            _guests[identity.Name] = new Guest(identity, isCaller) { AwakeAt = now, JudgedAt = now };
            _hasNews = true;
            logger.GuestTaken(identity.Name, identity.Segment ?? "none");
        }

        return true;
    }

    private bool MakeRoom()
    {
        var oldest = _guests.Values.Where(guest => !peers.TryGet(guest.Identity.Name, out var session) || session.Checks.IsAsleep).MinBy(guest => guest.AwakeAt);
        if (oldest is not null)
        {
            Forget(oldest, "it made room");
        }

        return oldest is not null;
    }

    private void Forget(Guest guest, string reason)
    {
        _guests.Remove(guest.Identity.Name);
        _hasNews = true;
        logger.GuestForgotten(guest.Identity.Name, reason);
    }

    private static bool IsMember(Assignment assignment, PeerIdentity guest)
        => assignment.Peers.Any(member => member.Name == guest.Name || IsSame(member, guest)) || assignment.Addresses.Any(address => guest.AllowedIPs.Any(network => network.Contains(address)));

    private static bool IsSame(PeerIdentity one, PeerIdentity other) => one.PublicKey == other.PublicKey || one.AllowedIPs.Any(other.AllowedIPs.Contains);

    private sealed class Guest(PeerIdentity identity, bool isCaller)
    {
        public bool IsCaller => isCaller;

        public PeerIdentity Identity { get; } = identity;

        public TimeSpan AwakeAt { get; set; }

        public TimeSpan JudgedAt { get; set; }
    }

    private sealed record Named(Func<PublicKey, bool> IsProven, bool IsAuthentic, TimeSpan At, bool IsAnswered = false);
}

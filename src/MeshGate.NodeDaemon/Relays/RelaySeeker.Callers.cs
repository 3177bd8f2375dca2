using System.Collections.Immutable;
using MeshGate.Core.Identity;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Relays;

/// <content>Nodes that look for this one through a relay, and are no peers yet.</content>
public sealed partial class RelaySeeker
{
    /// <summary>The most that are remembered: each is to be looked up.</summary>
    private const int MaxCallers = 16;

    /// <summary>How long a call stands: as long as the relay waits for the other end (<see cref="RelayTimers.AskLifetime"/>) it is made again.</summary>
    private static readonly TimeSpan CallLifetime = TimeSpan.FromSeconds(15);

    private readonly Dictionary<PublicKey, (PublicKey Relay, RelayMessage Notice, TimeSpan At)> _callers = [];

    /// <summary>Who called of late and is no peer: what a relay says of them, which their MeshNodes are to confirm.</summary>
    public IReadOnlyList<RelayIdentity> Callers(TimeSpan now)
    {
        if (_callers.Count == 0)
        {
            return [];
        }

        foreach (var old in _callers.Where(caller => now - caller.Value.At >= CallLifetime).Select(caller => caller.Key).ToList())
        {
            _callers.Remove(old);
        }

        return [.. _callers.Select(caller => new RelayIdentity(caller.Value.Notice.Name, caller.Key))];
    }

    /// <summary>A caller is a peer now: it is met where it called.</summary>
    public void Admit(PeerSession session, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (_callers.Remove(session.Identity.PublicKey, out var call))
        {
            TakeNotice(session, call.Relay, call.Notice, now);
        }
    }

    /// <summary>
    /// The relays to try with a peer. With a guest those of the end that was called come first: that end is registered there and is told at once,
    /// where the relays of the one that calls have never heard of it.
    /// </summary>
    private ImmutableArray<RelayIdentity> OrderFor(PeerSession session)
    {
        var theirs = _relaysOf.GetValueOrDefault(session.Identity.Name, []);
        var order = RelayOrder.For(session.Identity.PublicKey, parties.OwnKey, _orders.Relays, theirs);
        return session.Identity.Segment is null ? order : [.. (session.IsCaller ? _orders.Relays : theirs).Concat(order).Distinct().Take(RelayOrder.MaxRelays)];
    }

    private void Remember(PublicKey relay, RelayMessage notice, TimeSpan now)
    {
        if (notice.Name.Length == 0)
        {
            return;
        }

        if (_callers.Count >= MaxCallers && !_callers.ContainsKey(notice.Peer))
        {
            _callers.Clear();
        }

        _callers[notice.Peer] = (relay, notice, now);
    }

    private void TakeNotice(PeerSession session, PublicKey relay, RelayMessage notice, TimeSpan now)
    {
        if (!session.Checks.IsAsleep || checker.Gate?.TryWake(session, now) == true)
        {
            Step(new RelayClientEvent.Noticed(relay, notice), now);
        }
    }
}

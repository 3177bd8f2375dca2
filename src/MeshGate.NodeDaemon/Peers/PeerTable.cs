using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Connections;
using MeshGate.NodeDaemon.WireGuard;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.NodeDaemon.Peers;

/// <summary>The peers this node is to know. Belongs to the agent's loop alone.</summary>
public sealed class PeerTable(PrivateKey own)
{
    private readonly Dictionary<string, PeerSession> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<PeerTag, PeerSession> _byTag = [];

    /// <summary>All sessions, ordered by name; another array whenever it holds others.</summary>
    public ImmutableArray<PeerSession> All { get; private set; } = [];

    /// <summary>When the first of them has something to do.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            TimeSpan? due = null;
            foreach (var session in All)
            {
                due = Due.Earliest(due, session.NextDue);
            }

            return due;
        }
    }

    /// <summary>Finds a session by the peer's name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out PeerSession? session) => _byName.TryGetValue(name, out session);

    /// <summary>Whether a session is still one of the table's, with its keys in force.</summary>
    public bool Holds(PeerSession session) => _byName.TryGetValue(session.Identity.Name, out var held) && ReferenceEquals(held, session);

    /// <summary>Finds a session by the tag that checks carry.</summary>
    public bool TryGet(PeerTag tag, [NotNullWhen(true)] out PeerSession? session) => _byTag.TryGetValue(tag, out session);

    /// <summary>Makes the table hold exactly these peers. A peer with another key is another peer.</summary>
    /// <returns>The sessions that are new.</returns>
    public IReadOnlyList<PeerSession> Sync(IEnumerable<PeerIdentity> peers, TimeSpan now)
    {
        var wanted = peers.Where(peer => peer.PublicKey != own.PublicKey).ToDictionary(peer => peer.Name, StringComparer.Ordinal);
        foreach (var gone in _byName.Values.Where(session => !wanted.TryGetValue(session.Identity.Name, out var peer) || peer.PublicKey != session.Identity.PublicKey).ToList())
        {
            _byName.Remove(gone.Identity.Name);
            _byTag.Remove(PeerTag.Of(gone.Identity.PublicKey));
            gone.Keys.Dispose();
        }

        var added = new List<PeerSession>();
        foreach (var peer in wanted.Values)
        {
            if (_byName.TryGetValue(peer.Name, out var known))
            {
                known.Identity = peer;
            }
            else if (Add(peer, now) is { } session)
            {
                added.Add(session);
            }
        }

        if (added.Count > 0 || _byName.Count < All.Length)
        {
            All = [.. _byName.Values.OrderBy(session => session.Identity.Name, StringComparer.Ordinal)];
        }

        return added;
    }

    /// <summary>Takes over what WireGuard already does for a peer, so that a restart interrupts nothing.</summary>
    public static void Adopt(PeerSession session, WireGuardPeerState state)
    {
        session.IsConfigured = true;
        session.Follow(SleepTraps.IsTrap(state.Endpoint) ? null : state.Endpoint);
        session.LatestHandshake = state.LatestHandshake;
    }

    private PeerSession? Add(PeerIdentity peer, TimeSpan now)
    {
        if (!PathCheckKeys.TryDerive(own, peer.PublicKey, out var keys))
        {
            return null;
        }

        // Both ends compare the same two keys, so exactly one nominates.
        var session = new PeerSession(peer, keys, CheckList.Create(own.PublicKey < peer.PublicKey, now), now);
        _byName.Add(peer.Name, session);
        _byTag.Add(PeerTag.Of(peer.PublicKey), session);
        return session;
    }
}

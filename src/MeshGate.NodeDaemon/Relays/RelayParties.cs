using System.Diagnostics.CodeAnalysis;
using MeshGate.Core.Identity;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Peers;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>
/// The nodes that relay messages are exchanged with: peers, relays, and strangers whose MeshNode was read once. An unproven message
/// can bring about five reads a second at most, and none for a name that was read in the last minute. Belongs to the agent's loop.
/// </summary>
public sealed class RelayParties(PrivateKey own, PeerTable peers, PeerReader reader)
{
    private const int MaxStrangers = 256;
    private static readonly TimeSpan ReadInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Dictionary<PeerTag, RelayParty> _known = [];
    private readonly Dictionary<string, TimeSpan> _asked = new(StringComparer.Ordinal);
    private readonly Queue<PeerTag> _strangers = new();
    private TimeSpan? _readAt;

    /// <summary>This node's tag.</summary>
    public PeerTag OwnTag { get; } = PeerTag.Of(own.PublicKey);

    /// <summary>This run of this node, as its requests name it.</summary>
    public SessionId OwnSession { get; } = RandomTransactions.NextSession();

    /// <summary>This node's segment, which is that of its peers but guests.</summary>
    public string Segment { get; set; } = string.Empty;

    /// <summary>This node's public key.</summary>
    public PublicKey OwnKey => own.PublicKey;

    /// <summary>Finds a party by its tag.</summary>
    public bool TryGet(PeerTag tag, [NotNullWhen(true)] out RelayParty? party)
    {
        if (_known.TryGetValue(tag, out party))
        {
            if (party.Segment is null && peers.TryGet(tag, out var peer))
            {
                _known[tag] = party = party with { Segment = SegmentOf(peer) };
            }

            return true;
        }

        party = peers.TryGet(tag, out var session) ? Add(new RelayIdentity(session.Identity.Name, session.Identity.PublicKey), SegmentOf(session)) : null;
        return party is not null;
    }

    /// <summary>Finds or makes the party of a relay that the operator names.</summary>
    public RelayParty? Of(RelayIdentity identity)
        => _known.GetValueOrDefault(PeerTag.Of(identity.PublicKey)) ?? Add(identity, peers.TryGet(PeerTag.Of(identity.PublicKey), out var session) ? SegmentOf(session) : null);

    /// <summary>Reads the MeshNode that an unknown asker says is its own, if that is not asked too much.</summary>
    /// <returns>Whether it is read now.</returns>
    public bool LookUp(string name, TimeSpan now)
    {
        foreach (var old in _asked.Where(entry => now - entry.Value >= Memory).Select(entry => entry.Key).ToList())
        {
            _asked.Remove(old);
        }

        if ((_readAt is { } last && now - last < ReadInterval) || _asked.ContainsKey(name))
        {
            return false;
        }

        _readAt = now;
        _asked.Add(name, now);
        reader.Request(name);
        return true;
    }

    /// <summary>Takes a MeshNode that <see cref="LookUp"/> had read.</summary>
    public void Take(string name, MeshNode? node)
    {
        if (!_asked.ContainsKey(name) || !PublicKey.TryParse(node?.Status?.Agent?.PublicKey, out var key))
        {
            return;
        }

        if (_known.TryGetValue(PeerTag.Of(key), out var known))
        {
            // Named by orders that say nothing of its segment.
            _known[PeerTag.Of(key)] = known.Segment is null && known.Name == name ? known with { Segment = node?.Status?.Assignment?.Segment } : known;
        }
        else if (Add(new RelayIdentity(name, key), node?.Status?.Assignment?.Segment) is not null)
        {
            _strangers.Enqueue(PeerTag.Of(key));
            if (_strangers.Count > MaxStrangers)
            {
                Remove(_strangers.Dequeue());
            }
        }
    }

    /// <summary>Forgets everybody, for orders that say anew who is who.</summary>
    public void Clear()
    {
        foreach (var tag in _known.Keys.ToList())
        {
            Remove(tag);
        }

        _strangers.Clear();
        _asked.Clear();
    }

    private string SegmentOf(PeerSession session) => session.Identity.Segment ?? Segment;

    private RelayParty? Add(RelayIdentity identity, string? segment)
    {
        if (!RelayKeys.TryDerive(own, identity.PublicKey, out var keys))
        {
            return null;
        }

        var party = new RelayParty(identity.Name, keys, segment);
        _known[PeerTag.Of(identity.PublicKey)] = party;
        return party;
    }

    private void Remove(PeerTag tag)
    {
        if (_known.Remove(tag, out var party))
        {
            party.Keys.Dispose();
        }
    }
}

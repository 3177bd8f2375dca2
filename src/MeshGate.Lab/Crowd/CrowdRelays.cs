using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;

namespace MeshGate.Lab.Crowd;

/// <summary>The relay nodes that a member of a crowd meets its node at: one, and a second one in case that fails. For one caller at a time.</summary>
internal sealed class CrowdRelays(PrivateKey own, PublicKey node, string name, CrowdRelays.Sender send) : IDisposable
{
    private readonly Dictionary<PublicKey, RelayKeys> _keys = [];
    private readonly PeerTag _tag = PeerTag.Of(own.PublicKey);
    private readonly SessionId _session = SessionId.FromBytes(RandomNumberGenerator.GetBytes(SessionId.Length));
    private RelayClientState _state = new();
    private ImmutableArray<RelayIdentity> _relays = [];

    /// <summary>Sends a datagram from WireGuard's port.</summary>
    internal delegate void Sender(ReadOnlySpan<byte> datagram, IPEndPoint to);

    /// <summary>Takes the relays that the node has, and where they are.</summary>
    internal void Set(CrowdRelayList list, TimeSpan now)
    {
        if (!_relays.SequenceEqual(list.Relays))
        {
            _relays = list.Relays;
            Step(new RelayClientEvent.Assigned(_relays), now);
        }

        foreach (var (relay, addresses) in list.Addresses)
        {
            Step(new RelayClientEvent.Located(relay, addresses), now);
        }

        if (!_relays.IsEmpty)
        {
            Step(new RelayClientEvent.Wanted(node, RelayOrder.For(own.PublicKey, node, _relays, _relays), HasStandby: true), now);
        }
    }

    /// <summary>Lets time pass.</summary>
    internal void Tick(TimeSpan now)
    {
        if (_state.NextDue <= now)
        {
            Step(new RelayClientEvent.Tick(), now);
        }
    }

    /// <summary>Takes a datagram; false when it is no message of a relay to this member.</summary>
    internal bool TryHandle(IPEndPoint from, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (!RelayCodec.TryPeek(datagram, out var route) || route.To != _tag || route.Session != _session)
        {
            return false;
        }

        foreach (var (relay, keys) in _keys)
        {
            if (PeerTag.Of(relay) == route.From && RelayCodec.TryVerify(datagram, keys.ForOwnRequests(_session), route.Class, out var message))
            {
                Step(route.Class == StunClass.Success ? new RelayClientEvent.Replied(relay, route.Transaction, from, message) : new RelayClientEvent.Noticed(relay, message), now);
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var keys in _keys.Values)
        {
            keys.Dispose();
        }
    }

    private void Step(RelayClientEvent happened, TimeSpan now)
    {
        var step = RelayClient.Step(_state, happened, now, () => TransactionId.FromBytes(RandomNumberGenerator.GetBytes(TransactionId.Length)));
        _state = step.State;
        Span<byte> buffer = stackalloc byte[RelayCodec.MaxLength];
        foreach (var request in step.Effects.OfType<RelayClientEffect.Send>())
        {
            if (KeysOf(request.Relay) is { } keys)
            {
                var message = request.Message.Kind == RelayMessageKind.Ask ? request.Message with { Name = name } : request.Message;
                send(buffer[..RelayCodec.Encode(buffer, StunClass.Request, request.Transaction, keys.ForOwnRequests(_session), message)], request.To);
            }
        }
    }

    private RelayKeys? KeysOf(PublicKey relay)
    {
        if (!_keys.TryGetValue(relay, out var keys) && RelayKeys.TryDerive(own, relay, out keys))
        {
            _keys.Add(relay, keys);
        }

        return keys;
    }
}

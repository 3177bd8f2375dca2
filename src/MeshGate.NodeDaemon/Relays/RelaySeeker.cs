using System.Collections.Immutable;
using System.Net;
using MeshGate.Core.Identity;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.NodeDaemon.Agent;
using MeshGate.NodeDaemon.Balancing;
using MeshGate.NodeDaemon.Peers;
using MeshGate.NodeDaemon.Sockets;
using MeshGate.NodeDaemon.Telemetry;
using MeshGate.Traversal.Ice;
using MeshGate.Traversal.PathChecks;
using MeshGate.Traversal.Relays;
using MeshGate.Traversal.Stun;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>The node's side: says which peers need a relay, and offers what <see cref="RelayClient"/> finds to their check lists. Belongs to the agent's loop.</summary>
public sealed partial class RelaySeeker(
    DaemonOptions options, RelayParties parties, PeerTable peers, PathChecker checker, PeerReader reader, IStunTransport transport, TargetBreakers breakers,
    DaemonMetrics metrics, ILogger<RelaySeeker> logger)
{
    /// <summary>Between two looks at the peers while one of them has no path, or something turned; longer where the node is short of time.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan CalmLookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DoubtInterval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<PublicKey, TimeSpan> _doubted = [];
    private readonly Dictionary<string, ImmutableArray<RelayIdentity>> _relaysOf = new(StringComparer.Ordinal);
    private RelayClientState _state = new();
    private RelayOrders _orders = RelayOrders.None;
    private TimeSpan? _stateDue;
    private bool _isStateDueKnown;
    private TimeSpan _lookedAt;
    private TimeSpan _calmLookAt;

    /// <summary>When <see cref="Tick"/> next has something to do.</summary>
    public TimeSpan? NextDue => _orders == RelayOrders.None ? null : Due.Earliest(StateDue, LookAt);

    /// <summary>When the state has something to do, looked up once for each state: it is asked after every event.</summary>
    private TimeSpan? StateDue
    {
        get
        {
            if (!_isStateDueKnown)
            {
                (_stateDue, _isStateDueKnown) = (_state.NextDue, true);
            }

            return _stateDue;
        }
    }

    private TimeSpan LookAt
    {
        get
        {
            foreach (var session in peers.All)
            {
                if (IsInNeed(session))
                {
                    var interval = LookInterval * checker.Strain;
                    return _lookedAt + (interval < CalmLookInterval ? interval : CalmLookInterval);
                }
            }

            return _calmLookAt;
        }
    }

    /// <summary>Whether a relay or a peer shows that UDP gets out of here at all.</summary>
    public bool HasUdp => _state.Relays.Values.Any(relay => relay.RegisteredAt is not null) || peers.All.Any(session => session.Checks.Phase == CheckListPhase.Connected);

    /// <summary>Whether a relay can tell this node that a peer looks for it.</summary>
    public bool IsRegistered => _state.Relays.Values.Any(relay => relay is { IsOwn: true, RegisteredAt: not null });

    /// <summary>Whether there is a relay that this node registers with.</summary>
    public bool HasRelays => _state.Relays.Values.Any(relay => relay.IsOwn);

    /// <summary>Why a peer has no relayed path; null where it has one, or needs none.</summary>
    public string? Explain(PublicKey peer) => _state.Wants.TryGetValue(peer, out var want) && want.Phase != RelayWantPhase.Ready && !want.Problems.IsEmpty
        ? string.Join("; ", want.Problems)
        : null;

    /// <summary>Takes the operator's orders.</summary>
    public void Configure(RelayOrders orders, TimeSpan now)
    {
        if (orders == _orders)
        {
            return;
        }

        _orders = orders;
        (_lookedAt, _calmLookAt) = (TimeSpan.MinValue / 2, TimeSpan.MinValue / 2);
        Step(new RelayClientEvent.Assigned(orders.IsWanted ? orders.Relays : []), now);
    }

    /// <summary>Takes how often and for how long a relay is asked before the next one is.</summary>
    public void Configure(LoadBalancerBlock settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _state = _state with
        {
            MaxAsks = Math.Max(settings.MaxRetries, 1) + 1,
            AnswerTimeout = settings.RetryTimeout < RelayTimers.ReplyTimeout ? settings.RetryTimeout : RelayTimers.ReplyTimeout,
        };
    }

    /// <summary>This machine or its NAT moved.</summary>
    public void Move(TimeSpan now) => Step(new RelayClientEvent.Moved(), now);

    /// <summary>Takes a MeshNode that was read: a relay's addresses, or which relays a peer has.</summary>
    public void Take(string name, MeshNode node, TimeSpan now)
    {
        if (!PublicKey.TryParse(node.Status?.Agent?.PublicKey, out var key))
        {
            return;
        }

        if (peers.TryGet(name, out _))
        {
            _relaysOf[name] = RelayOrdersReader.ReadRelays(node.Status?.Assignment?.Relays);
        }

        if (_state.Relays.TryGetValue(key, out var relay) && relay.Identity.Name == name)
        {
            var zone = node.Spec?.Zone is { } place ? $"{node.Spec.Region}/{place}" : null;
            Step(new RelayClientEvent.Located(key, RelayPlaces.Of(name, node, peers, checker), zone), now);
        }
    }

    /// <summary>Takes a reply or notice that names this node.</summary>
    public void Handle(IPEndPoint from, RelayRoute route, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (route.Session != parties.OwnSession || !parties.TryGet(route.From, out var party)
            || !RelayCodec.TryVerify(datagram, party.Keys.ForOwnRequests(parties.OwnSession), route.Class, out var message))
        {
            metrics.Refused("forged");
        }
        else if (route.Class == StunClass.Success)
        {
            Step(new RelayClientEvent.Replied(party.Keys.Other, route.Transaction, from, message), now);
        }
        else if (_orders.IsWanted && peers.TryGet(PeerTag.Of(message.Peer), out var session))
        {
            TakeNotice(session, party.Keys.Other, message, now);
        }
        else if (_orders.IsWanted)
        {
            Remember(party.Keys.Other, message, now);
        }
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="mayUseUdp">False where nothing shows that UDP gets out of here.</param>
    /// <param name="now">Monotonic time.</param>
    public void Tick(bool mayUseUdp, TimeSpan now)
    {
        if (_orders == RelayOrders.None)
        {
            return;
        }

        if (now >= LookAt)
        {
            _lookedAt = now;
            var isForAll = now >= _calmLookAt;
            foreach (var session in peers.All)
            {
                if (isForAll || IsInNeed(session))
                {
                    session.IsTurned = false;
                    Look(session, mayUseUdp, now);
                }
            }

            _calmLookAt = isForAll ? now + CalmLookInterval : _calmLookAt;

            foreach (var gone in _state.Wants.Keys.Where(peer => !peers.TryGet(PeerTag.Of(peer), out _)).ToList())
            {
                _doubted.Remove(gone);
                Step(new RelayClientEvent.Released(gone, "it is no peer any more"), now);
            }
        }

        if (StateDue <= now)
        {
            Step(new RelayClientEvent.Tick(), now);
        }
    }

    private bool IsInNeed(PeerSession session)
        => session.IsTurned || (_orders.IsWanted && !session.Checks.IsAsleep && session.Checks.Phase != CheckListPhase.Connected && !_state.Wants.ContainsKey(session.Identity.PublicKey));

    private void Look(PeerSession session, bool mayUseUdp, TimeSpan now)
    {
        var peer = session.Identity.PublicKey;
        var want = _state.Wants.GetValueOrDefault(peer);
        var isStandby = LentPathNeed.IsStandby(session.Checks);
        var route = session.Route?.Relays ?? [];
        if (route.IsEmpty && !isStandby && !LentPathNeed.Is(session.Checks, want is not null, checker.PatienceFor(session), now))
        {
            if (want is not null)
            {
                _doubted.Remove(peer);
                Step(new RelayClientEvent.Released(peer, "a direct path is in use"), now);
            }

            return;
        }

        if ((session.Checks.IsDirect && !isStandby && route.IsEmpty) || !_orders.IsWanted || !mayUseUdp)
        {
            return;
        }

        var order = OrderFor(session);

        // Those that a person named stay first; and where the two ends differ on who fails, the relay tells each of the other.
        ImmutableArray<RelayIdentity> relays = [.. route.Concat(breakers.FencedLast(TargetKind.Relay, order, relay => relay.Name)).Distinct()];
        var isSecond = LentPathNeed.IsSecond(session.Checks);
        if (isSecond || !route.IsEmpty || want is not { IsInvited: false, IsLeaving: false } || !want.Relays.AsSpan().SequenceEqual(relays.AsSpan()))
        {
            Step(new RelayClientEvent.Wanted(peer, relays, isSecond, route.Length), now);
        }

        if (_state.Standbys.GetValueOrDefault(peer) is { Address: { } standby } && standby.Equals(session.Checks.Selected))
        {
            Step(new RelayClientEvent.StandbyUsed(peer), now);
        }

        if (session.Checks.Phase != CheckListPhase.Connected && _state.Wants.GetValueOrDefault(peer) is { Phase: RelayWantPhase.Ready }
            && now - _doubted.GetValueOrDefault(peer, TimeSpan.MinValue / 2) >= DoubtInterval)
        {
            _doubted[peer] = now;
            Step(new RelayClientEvent.Doubted(peer), now);
        }
    }

    private void Step(RelayClientEvent happened, TimeSpan now)
    {
        var step = RelayClient.Step(_state, happened, now, RandomTransactions.Next);
        (_state, _isStateDueKnown) = (step.State, false);
        foreach (var effect in step.Effects)
        {
            Apply(effect, now);
        }
    }

    private void Apply(RelayClientEffect effect, TimeSpan now)
    {
        switch (effect)
        {
            case RelayClientEffect.Send send when _state.Relays.TryGetValue(send.Relay, out var relay) && parties.Of(relay.Identity) is { } party:
                Span<byte> buffer = stackalloc byte[RelayCodec.MaxLength];
                var isAsk = send.Message.Kind is RelayMessageKind.Ask or RelayMessageKind.ChainAsk;
                if (isAsk)
                {
                    breakers.Tried(TargetKind.Relay, relay.Identity.Name);
                }

                var message = isAsk ? send.Message with { Name = options.NodeName } : send.Message;
                var length = RelayCodec.Encode(buffer, StunClass.Request, send.Transaction, party.Keys.ForOwnRequests(parties.OwnSession), message);
                transport.TrySend(send.To, buffer[..length]);
                break;
            case RelayClientEffect.Locate locate:
                reader.Request(locate.Relay.Name);
                break;
            case RelayClientEffect.Failed failed:
                breakers.Failed(TargetKind.Relay, failed.Relay.Name);
                break;
            case RelayClientEffect.PathReady ready when peers.TryGet(PeerTag.Of(ready.Peer), out var session):
                breakers.Succeeded(TargetKind.Relay, ready.Relay.Name);
                logger.PathOffered(session.Identity.Name, ready.Relay.Path, ready.Address);
                checker.Step(session, new CheckListEvent.CandidateOffered(new RemoteCandidate(ready.Address, RemoteCandidateKind.Relay) { Relay = ready.Relay.Path, IsLeaving = ready.IsLeaving }), now);
                break;
            case RelayClientEffect.PathLost lost when peers.TryGet(PeerTag.Of(lost.Peer), out var session):
                logger.PathWithdrawn(session.Identity.Name, lost.Address, lost.Reason);
                checker.Step(session, new CheckListEvent.CandidateWithdrawn(lost.Address), now);
                break;
        }
    }
}

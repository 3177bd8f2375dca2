using System.Collections.Immutable;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>How pairs come about, are bound to addresses, and end.</summary>
internal static class RelayPairs
{
    /// <summary>A node whose address is proven asks for a peer.</summary>
    internal static RelayTableState Ask(
        RelayTableState state, RelayTableEvent.Requested request, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        RelayTableOptions options = state.Options!;
        PublicKey peer = request.Message.Peer;
        if (peer == request.Node || peer.IsZero)
        {
            return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.UnknownPeer);
        }

        var key = RelayPairKey.Of(request.Node, peer);
        if (!state.Pairs.TryGetValue(key, out RelayPair? pair))
        {
            if (state.Pairs.Count >= options.MaxPairs * 2 || state.Pairs.Keys.Count(other => other.Has(request.Node)) >= options.MaxPairsPerNode)
            {
                return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.Quota);
            }

            pair = RelayPair.Between(request.Node, peer);
        }

        pair = pair.With(pair.End(request.Node) with { AskedAt = now, FreshAt = now });
        bool isWanted = pair.Opposite(request.Node).AskedAt is { } asked && now - asked <= RelayTimers.AskLifetime;
        if (pair.Port is null && options.IsDraining)
        {
            return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.Draining);
        }

        if (pair.Port is null && isWanted)
        {
            if (state.Ports.Count >= options.MaxPairs || FreePort(state, options) is not { } port)
            {
                RelayRefusal why = state.Ports.Count >= options.MaxPairs ? RelayRefusal.Quota : RelayRefusal.NoPort;
                return Answer(state with { Pairs = state.Pairs.SetItem(key, pair) }, request, RelayMessageKind.Refused, effects, why);
            }

            pair = (pair with { Port = port }).With(pair.Opposite(request.Node) with { FreshAt = now });
            state = state with { Ports = state.Ports.Add(port, key), LastPort = port };
            effects.Add(new RelayTableEffect.OpenPort(port, key));
        }

        state = Answer(state, request, pair.Port is null ? RelayMessageKind.Waiting : RelayMessageKind.Granted, effects, port: pair.Port ?? 0);
        return Tell(state, pair, pair.Opposite(request.Node), now, effects);
    }

    /// <summary>An end of a pair shows where it sends to the pair's port from.</summary>
    internal static RelayTableState Bind(
        RelayTableState state, RelayTableEvent.Requested request, RelayNode? node, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (node is null || node.Session != request.Session
            || !state.Ports.TryGetValue(request.LocalPort, out RelayPairKey key)
            || !key.Has(request.Node) || key != RelayPairKey.Of(request.Node, request.Message.Peer))
        {
            return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.UnknownPeer);
        }

        RelayPair before = state.Pairs[key];
        RelayPairEnd end = before.End(request.Node);
        var scope = new RelayTokenScope(request.Node, request.Session, default, request.From, request.LocalPort);
        if (!request.From.Equals(end.Address) && !state.Secret.Verify(request.Message.Token, scope, now))
        {
            effects.Add(new RelayTableEffect.Reply(new RelayMessage { Kind = RelayMessageKind.Challenge, Peer = request.Message.Peer, Token = state.Secret.Create(scope, now) }));
            return state;
        }

        if (request.From.Equals(before.Opposite(request.Node).Address))
        {
            return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.UnknownPeer);
        }

        RelayPair pair = before.With(end with { Address = request.From, FreshAt = now });
        state = state with
        {
            Pairs = state.Pairs.SetItem(key, pair),
            Nodes = state.Nodes.SetItem(request.Node, node with { ExpiresAt = now + RelayTimers.Expiry }),
        };
        state = Answer(state, request, pair.IsBound ? RelayMessageKind.Bound : RelayMessageKind.Waiting, effects,
            state.Options!.IsDraining ? RelayRefusal.Draining : RelayRefusal.None, request.LocalPort);
        if (!pair.IsBound || request.From.Equals(end.Address))
        {
            return state;
        }

        effects.Add(new RelayTableEffect.Forward(request.LocalPort, pair.One.Address!, pair.Other.Address!));
        return before.IsBound ? state : Tell(state, pair, pair.Opposite(request.Node), now, effects, atOnce: true);
    }

    /// <summary>Ends a pair.</summary>
    internal static RelayTableState Close(RelayTableState state, RelayPairKey key, string reason, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (state.Pairs.TryGetValue(key, out RelayPair? pair) && pair.Port is { } port)
        {
            effects.Add(new RelayTableEffect.ClosePort(port, key, reason));
            state = state with { Ports = state.Ports.Remove(port) };
        }

        return state with { Pairs = state.Pairs.Remove(key) };
    }

    /// <summary>Forgets what nobody keeps alive, and says when to look again.</summary>
    internal static RelayTableState Expire(RelayTableState state, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (state.NextDue <= now)
        {
            foreach ((RelayPairKey key, RelayPair pair) in state.Pairs)
            {
                if (ExpiryOf(pair) <= now)
                {
                    state = Close(state, key, "an end no longer keeps it alive", effects);
                }
            }

            foreach ((PublicKey node, RelayNode known) in state.Nodes)
            {
                if (known.ExpiresAt <= now)
                {
                    state = state with { Nodes = state.Nodes.Remove(node) };
                }
            }

            state = state with { NextDue = null };
        }

        // Once a second is precise enough, and costs nothing that grows with the traffic.
        return state.NextDue is null && (!state.Pairs.IsEmpty || !state.Nodes.IsEmpty) ? state with { NextDue = now + TimeSpan.FromSeconds(1) } : state;
    }

    private static TimeSpan ExpiryOf(RelayPair pair)
    {
        if (pair.Port is null)
        {
            return (pair.One.AskedAt > (pair.Other.AskedAt ?? TimeSpan.MinValue) ? pair.One.AskedAt : pair.Other.AskedAt ?? pair.One.AskedAt)!.Value + RelayTimers.AskLifetime;
        }

        return (pair.One.FreshAt < pair.Other.FreshAt ? pair.One.FreshAt : pair.Other.FreshAt) + RelayTimers.Expiry;
    }

    private static int? FreePort(RelayTableState state, RelayTableOptions options)
    {
        int count = options.LastPort - options.FirstPort + 1;
        for (int i = 1; i <= count; i++)
        {
            int from = state.LastPort >= options.FirstPort && state.LastPort <= options.LastPort ? state.LastPort - options.FirstPort : -1;
            int port = options.FirstPort + ((from + i) % count);
            if (!state.Ports.ContainsKey(port))
            {
                return port;
            }
        }

        return null;
    }

    /// <summary>Tells an end that the other is here, if it can be told and was not told a moment ago.</summary>
    private static RelayTableState Tell(
        RelayTableState state, RelayPair pair, RelayPairEnd end, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects, bool atOnce = false)
    {
        bool isDue = atOnce || end.NoticedAt is not { } noticed || now - noticed >= RelayTimers.NoticeInterval;
        if (isDue && (end.Address is null || atOnce) && state.Nodes.TryGetValue(end.Node, out RelayNode? node) && node.ExpiresAt > now)
        {
            ulong number = node.Notices + 1;
            effects.Add(new RelayTableEffect.Notify(
                end.Node, node.Session, node.Address,
                new RelayMessage { Kind = RelayMessageKind.Notice, Sequence = number, Peer = pair.Opposite(end.Node).Node, Token = state.Secret.Epoch }));
            state = state with { Nodes = state.Nodes.SetItem(end.Node, node with { Notices = number }) };
            pair = pair.With(end with { NoticedAt = now });
        }

        return state with { Pairs = state.Pairs.SetItem(RelayPairKey.Of(pair.One.Node, pair.Other.Node), pair) };
    }

    private static RelayTableState Answer(
        RelayTableState state, RelayTableEvent.Requested request, RelayMessageKind kind,
        ImmutableArray<RelayTableEffect>.Builder effects, RelayRefusal refusal = RelayRefusal.None, int port = 0)
    {
        effects.Add(new RelayTableEffect.Reply(new RelayMessage { Kind = kind, Refusal = refusal, Port = port, Peer = request.Message.Peer, Token = state.Secret.Epoch }));
        return state;
    }
}

using System.Collections.Immutable;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>How pairs come about, are bound to addresses, and end.</summary>
internal static class RelayPairs
{
    /// <summary>A node whose address is proven asks for a peer.</summary>
    internal static RelayTableState Ask(
        RelayTableState state, RelayTableEvent.Requested request, RelayChainRule? rule, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        RelayTableOptions options = state.Options!;
        PublicKey peer = request.Message.Peer;
        if (peer == request.Node || peer.IsZero)
        {
            return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.UnknownPeer);
        }

        RelayPairKey key = rule?.Pair ?? RelayPairKey.Of(request.Node, peer);
        if (!state.Pairs.TryGetValue(key, out RelayPair? pair))
        {
            if (state.Pairs.Count >= options.MaxPairs * 2 || state.Pairs.Keys.Count(other => other.Has(request.Node)) >= options.MaxPairsPerNode)
            {
                return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.Quota);
            }

            pair = RelayPair.Between(key.Smaller, key.Greater) with { Chain = rule };
        }

        pair = pair.With(pair.End(request.Node) with { AskedAt = now, FreshAt = now });
        bool isWanted = pair.Opposite(request.Node).AskedAt is { } asked && now - asked <= RelayTimers.AskLifetime;
        if (pair.Port is null && options.IsDraining)
        {
            return Answer(state, request, RelayMessageKind.Refused, effects, RelayRefusal.Draining);
        }

        if (pair.Port is null && isWanted && TryOpen(ref state, ref pair, now, effects) is var why and not RelayRefusal.None)
        {
            return Answer(state with { Pairs = state.Pairs.SetItem(key, pair) }, request, RelayMessageKind.Refused, effects, why);
        }

        bool isStranger = rule is null && !(state.Nodes.TryGetValue(peer, out RelayNode? known) && known.ExpiresAt > now);
        state = pair.Port is { } port
            ? Answer(state, request, RelayMessageKind.Granted, effects, port: port)
            : Answer(state, request, RelayMessageKind.Waiting, effects, isStranger ? RelayRefusal.UnknownPeer : RelayRefusal.None);
        Link(pair, options, effects);
        return Tell(state, pair, pair.Opposite(request.Node), now, effects);
    }

    /// <summary>An end of a pair shows where it sends to the pair's port from.</summary>
    internal static RelayTableState Bind(
        RelayTableState state, RelayTableEvent.Requested request, RelayNode? node, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (node is null || node.Session != request.Session
            || !state.Ports.TryGetValue(request.LocalPort, out RelayPairKey key)
            || !key.Has(request.Node) || key != RelayPairKey.Of(request.Node, request.Message))
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

        bool isLink = request.Message.Kind == RelayMessageKind.LinkBind;
        RelayPair pair = before.With(end with { Address = request.From, FreshAt = now });
        pair = isLink ? pair with { IsLeaving = request.Message.Refusal == RelayRefusal.Draining } : pair;
        state = (state with { Pairs = state.Pairs.SetItem(key, pair) }).With(request.Node, node with { ExpiresAt = now + RelayTimers.Expiry }, isLink);
        bool isLeaving = state.Options!.IsDraining || pair.EndsAt is not null || (pair.IsLeaving && !isLink);
        state = Answer(state, request, pair.IsBound ? RelayMessageKind.Bound : RelayMessageKind.Waiting, effects,
            isLeaving ? RelayRefusal.Draining : RelayRefusal.None, request.LocalPort);
        Link(pair, state.Options, effects);
        if (!pair.IsBound || request.From.Equals(end.Address))
        {
            return state;
        }

        effects.Add(new RelayTableEffect.Forward(request.LocalPort, pair.One.Address!, pair.Other.Address!));
        return before.IsBound ? state : Tell(state, pair, pair.Opposite(request.Node), now, effects, atOnce: true);
    }

    /// <summary>The other relay of a row says that the far end is there.</summary>
    internal static RelayTableState Grant(RelayTableState state, RelayPairKey key, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (state.Options is not { } options || !state.Pairs.TryGetValue(key, out RelayPair? pair) || pair.Chain is not { Leads: true } rule)
        {
            return state;
        }

        pair = pair.With(pair.End(rule.Other.PublicKey) with { AskedAt = now, FreshAt = now });
        bool isWanted = now - pair.End(rule.Near.PublicKey).AskedAt <= RelayTimers.AskLifetime;
        if (pair.Port is null && isWanted && !options.IsDraining && TryOpen(ref state, ref pair, now, effects) == RelayRefusal.None)
        {
            Link(pair, options, effects);
        }

        return Tell(state, pair, pair.End(rule.Near.PublicKey), now, effects);
    }

    /// <summary>The pair's port at the other relay of a row is proven.</summary>
    internal static RelayTableState Bind(RelayTableState state, RelayTableEvent.LinkBound bound, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (!state.Pairs.TryGetValue(bound.Pair, out RelayPair? before) || before is not { Port: { } port, Chain: { Leads: true } rule }
            || bound.Address.Equals(before.End(rule.Near.PublicKey).Address))
        {
            return state;
        }

        RelayPairEnd end = before.End(rule.Other.PublicKey);
        RelayPair pair = before.With(end with { Address = bound.Address, FreshAt = now }) with { IsLeaving = bound.IsLeaving };
        state = state with { Pairs = state.Pairs.SetItem(bound.Pair, pair) };
        if (!pair.IsBound || bound.Address.Equals(end.Address))
        {
            return state;
        }

        effects.Add(new RelayTableEffect.Forward(port, pair.One.Address!, pair.Other.Address!));
        return before.IsBound ? state : Tell(state, pair, pair.End(rule.Near.PublicKey), now, effects, atOnce: true);
    }

    /// <summary>Has the other relay of a row asked, where this one leads.</summary>
    internal static void Link(RelayPair? pair, RelayTableOptions? options, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (pair?.Chain is { Leads: true } rule)
        {
            effects.Add(new RelayTableEffect.Link(pair.Key, rule, pair.Port, options?.IsDraining == true || pair.EndsAt is not null));
        }
    }

    /// <summary>Ends a pair.</summary>
    internal static RelayTableState Close(RelayTableState state, RelayPairKey key, string reason, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        if (state.Pairs.TryGetValue(key, out RelayPair? pair) && pair.Port is { } port)
        {
            effects.Add(new RelayTableEffect.ClosePort(port, key, reason));
            state = state with { Ports = state.Ports.Remove(port) };
        }

        if (pair?.Chain?.Leads == true)
        {
            effects.Add(new RelayTableEffect.Unlink(key));
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

            state = state with { NextDue = null, Links = state.Links.RemoveRange(state.Links.Where(link => link.Value.ExpiresAt <= now).Select(link => link.Key)) };
        }

        // Once a second is precise enough, and costs nothing that grows with the traffic.
        return state.NextDue is null && (!state.Pairs.IsEmpty || !state.Nodes.IsEmpty || !state.Links.IsEmpty) ? state with { NextDue = now + TimeSpan.FromSeconds(1) } : state;
    }

    private static TimeSpan ExpiryOf(RelayPair pair)
    {
        if (pair.Port is null)
        {
            return (pair.One.AskedAt > (pair.Other.AskedAt ?? TimeSpan.MinValue) ? pair.One.AskedAt : pair.Other.AskedAt ?? pair.One.AskedAt)!.Value + RelayTimers.AskLifetime;
        }

        TimeSpan stale = (pair.One.FreshAt < pair.Other.FreshAt ? pair.One.FreshAt : pair.Other.FreshAt) + RelayTimers.Expiry;
        return pair.EndsAt < stale ? pair.EndsAt.Value : stale;
    }

    /// <summary>Gives a pair a port; says why not.</summary>
    private static RelayRefusal TryOpen(ref RelayTableState state, ref RelayPair pair, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        RelayTableOptions options = state.Options!;
        if (state.Ports.Count >= options.MaxPairs)
        {
            return RelayRefusal.Quota;
        }

        if (FreePort(state, options) is not { } port)
        {
            return RelayRefusal.NoPort;
        }

        pair = pair with { Port = port, One = pair.One with { FreshAt = now }, Other = pair.Other with { FreshAt = now } };
        state = state with { Ports = state.Ports.Add(port, pair.Key), LastPort = port };
        effects.Add(new RelayTableEffect.OpenPort(port, pair.Key));
        return RelayRefusal.None;
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
        bool isEnd = pair.Chain is null || pair.Chain.Near.PublicKey == end.Node;
        if (isEnd && isDue && (end.Address is null || atOnce) && state.Nodes.TryGetValue(end.Node, out RelayNode? node) && node.ExpiresAt > now)
        {
            ulong number = node.Notices + 1;
            effects.Add(new RelayTableEffect.Notify(
                end.Node, node.Session, node.Address,
                new RelayMessage { Kind = RelayMessageKind.Notice, Sequence = number, Peer = pair.Chain?.Far ?? pair.Opposite(end.Node).Node, Via = pair.Chain?.Other.PublicKey ?? default, Token = state.Secret.Epoch }));
            state = state with { Nodes = state.Nodes.SetItem(end.Node, node with { Notices = number }) };
            pair = pair.With(end with { NoticedAt = now });
        }

        return state with { Pairs = state.Pairs.SetItem(pair.Key, pair) };
    }

    private static RelayTableState Answer(
        RelayTableState state, RelayTableEvent.Requested request, RelayMessageKind kind,
        ImmutableArray<RelayTableEffect>.Builder effects, RelayRefusal refusal = RelayRefusal.None, int port = 0)
    {
        effects.Add(new RelayTableEffect.Reply(new RelayMessage { Kind = kind, Refusal = refusal, Port = port, Peer = request.Message.Peer, Token = state.Secret.Epoch }));
        return state;
    }
}

using System.Collections.Immutable;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// A relay's side: who may be woken here, which pairs meet here, on which ports, and between which addresses. Pure. Nothing is
/// remembered of a node before it has shown, under its own key and in a fresh request, that it receives at the address that it sends
/// from; a pair has a port only after both ends asked for each other, and one that no other pair has.
/// </summary>
public static class RelayTable
{
    /// <summary>Takes one step.</summary>
    public static RelayTableStep Step(RelayTableState state, RelayTableEvent happened, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var effects = ImmutableArray.CreateBuilder<RelayTableEffect>();
        RelayTableState next = happened switch
        {
            RelayTableEvent.Requested requested => Take(state, requested, now, effects),
            RelayTableEvent.Configured configured => Configure(state, configured.Options, now, effects),
            RelayTableEvent.LinkGranted granted => RelayPairs.Grant(state, granted.Pair, now, effects),
            RelayTableEvent.LinkBound bound => RelayPairs.Bind(state, bound, now, effects),
            RelayTableEvent.PortFailed failed when state.Ports.TryGetValue(failed.Port, out RelayPairKey pair) => RelayPairs.Close(state, pair, "the system would not open the port", effects),
            _ => state,
        };
        next = RelayPairs.Expire(next, now, effects);
        return new RelayTableStep(next, effects.ToImmutable());
    }

    private static RelayTableState Configure(RelayTableState state, RelayTableOptions? options, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        foreach ((int port, RelayPairKey pair) in state.Ports.OrderBy(entry => entry.Key))
        {
            if (options is null || port < options.FirstPort || port > options.LastPort)
            {
                state = RelayPairs.Close(state, pair, "the relay no longer has this port", effects);
            }
        }

        foreach ((RelayPairKey key, RelayPair pair) in state.Pairs)
        {
            if (pair.Chain is { } rule)
            {
                bool isOrdered = options?.Chains.Contains(rule) == true;
                RelayPair kept = pair with { EndsAt = isOrdered ? null : pair.EndsAt ?? now + RelayTimers.Farewell };
                state = options is null || (!isOrdered && pair.Port is null)
                    ? RelayPairs.Close(state, key, "no order has two relays for the pair any more", effects)
                    : state with { Pairs = state.Pairs.SetItem(key, kept) };
                RelayPairs.Link(state.Pairs.GetValueOrDefault(key), options, effects);
            }
        }

        return options is null
            ? new RelayTableState { Secret = state.Secret, LastPort = state.LastPort }
            : state with { Options = options };
    }

    private static RelayTableState Take(
        RelayTableState state, RelayTableEvent.Requested request, TimeSpan now, ImmutableArray<RelayTableEffect>.Builder effects)
    {
        RelayMessage message = request.Message;
        bool isLink = message.Kind is RelayMessageKind.LinkAsk or RelayMessageKind.LinkBind;
        RelayNode? node = state.Find(request.Node, isLink);
        if (node is not null && node.Session == request.Session)
        {
            if (node.Window.Take(message.Sequence) is not { } window)
            {
                return state;
            }

            node = node with { Window = window };
            state = state.With(request.Node, node, isLink);
        }

        RelayChainRule? rule = RuleOf(state, request);
        bool isChain = isLink || message.Kind is RelayMessageKind.ChainAsk or RelayMessageKind.ChainBind;
        if (state.Options is null || !(isChain ? rule is not null : request.IsServed))
        {
            Answer(RelayMessageKind.Refused, RelayRefusal.NotServed);
            return state;
        }

        return (message.Kind, request.LocalPort) switch
        {
            (RelayMessageKind.Register or RelayMessageKind.Ask or RelayMessageKind.ChainAsk or RelayMessageKind.LinkAsk, 0) => Enter(),
            (RelayMessageKind.Bind or RelayMessageKind.ChainBind or RelayMessageKind.LinkBind, > 0) => RelayPairs.Bind(state, request, node, now, effects),
            _ => state,
        };

        RelayTableState Enter()
        {
            bool isProven = node is not null && node.Session == request.Session && node.Address.Equals(request.From);
            var scope = new RelayTokenScope(request.Node, request.Session, node?.Session ?? default, request.From, 0);
            if (!isProven && !state.Secret.Verify(message.Token, scope, now))
            {
                effects.Add(new RelayTableEffect.Reply(new RelayMessage { Kind = RelayMessageKind.Challenge, Peer = message.Peer, Token = state.Secret.Create(scope, now) }));
                return state;
            }

            if (node is null && state.Nodes.Count + state.Links.Count >= state.Options.MaxNodes)
            {
                Answer(RelayMessageKind.Refused, RelayRefusal.Quota);
                return state;
            }

            RelayNode entered = (node is not null && node.Session == request.Session
                    ? node
                    : new RelayNode { Session = request.Session, Window = default(SequenceWindow).Take(message.Sequence) ?? default, Address = request.From, ExpiresAt = now })
                with { Address = request.From, ExpiresAt = now + RelayTimers.Expiry };
            state = state.With(request.Node, entered, isLink);
            if (message.Kind != RelayMessageKind.Register)
            {
                return RelayPairs.Ask(state, request, rule, now, effects);
            }

            Answer(RelayMessageKind.Registered, RelayRefusal.None);
            return state;
        }

        void Answer(RelayMessageKind kind, RelayRefusal refusal)
            => effects.Add(new RelayTableEffect.Reply(new RelayMessage { Kind = kind, Refusal = refusal, Peer = message.Peer, Token = state.Secret.Epoch }));
    }

    /// <summary>The order by which two relays in a row serve who asks for it: as the near end, or as the relay that leads.</summary>
    private static RelayChainRule? RuleOf(RelayTableState state, RelayTableEvent.Requested request)
    {
        RelayMessage message = request.Message;

        // A pair that has its port is kept for a while after its order is gone.
        RelayChainRule? standing = state.Ports.TryGetValue(request.LocalPort, out RelayPairKey key) ? state.Pairs[key].Chain : null;
        ImmutableArray<RelayChainRule> rules = request.LocalPort == 0 ? state.Options?.Chains ?? [] : standing is null ? [] : [standing];
        return message.Kind switch
        {
            RelayMessageKind.ChainAsk or RelayMessageKind.ChainBind => rules.FirstOrDefault(rule => rule.Near.PublicKey == request.Node && rule.Far == message.Peer && rule.Other.PublicKey == message.Via),
            RelayMessageKind.LinkAsk or RelayMessageKind.LinkBind => rules.FirstOrDefault(rule => !rule.Leads && rule.Other.PublicKey == request.Node && rule.Near.PublicKey == message.Peer && rule.Far == message.Via),
            _ => null,
        };
    }
}

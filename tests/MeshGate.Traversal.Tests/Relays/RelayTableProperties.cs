using System.Net;
using FsCheck.Xunit;
using MeshGate.Core.Identity;
using MeshGate.Traversal.Relays;

namespace MeshGate.Traversal.Tests.Relays;

public sealed class RelayTableProperties
{
    private static readonly RelayTableOptions Options = new() { FirstPort = 40001, LastPort = 40006, MaxPairs = 5, MaxPairsPerNode = 4, MaxNodes = 6, Chains = [Rule(1, 2, 3, true), Rule(2, 1, 3, false), Rule(4, 2, 5, false)] };

    /// <summary>Whatever nodes, honest or not, send: bounds hold, no two pairs share a port, and nothing has two answers.</summary>
    [Property(MaxTest = 300)]
    public void Table_HoldsItsBounds_WhateverIsSent(int[] script)
    {
        var relay = new RelayUnderTest(Options);
        var tokens = new List<RelayToken> { default };
        double seconds = 0;
        foreach (int word in script.SelectMany(seed => Enumerable.Range(0, 12).Select(i => unchecked((seed * 31) + (i * 7919)) & int.MaxValue)))
        {
            PublicKey node = RelayUnderTest.Key(1 + (word % 8));
            PublicKey peer = RelayUnderTest.Key((word / 8) % 9);
            RelayMessageKind kind = (RelayMessageKind)(1 + ((word / 72) % 9));
            int port = (word / 360) % 3 == 0 ? 0 : 40001 + ((word / 360) % 6);
            var from = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 1 + ((word / 2160) % 4));
            seconds += (word / 9000) % 5;
            relay.Send(node, kind, seconds, peer, from, port, tokens[word % tokens.Count], session: (byte)(word % 2), isServed: word % 11 != 0, via: RelayUnderTest.Key((word / 5) % 6));
            if (word % 7 == 0)
            {
                RelayPairKey pair = Options.Chains[word % 3].Pair;
                tokens.AddRange(relay.Reply is { Kind: RelayMessageKind.Challenge } asked ? [asked.Token] : []);
                relay.Step(word % 2 == 0 ? new RelayTableEvent.LinkGranted(pair) : new RelayTableEvent.LinkBound(pair, from, word % 5 == 0), seconds);
            }

            tokens.AddRange(relay.Reply is { Kind: RelayMessageKind.Challenge } challenge ? [challenge.Token] : []);

            Assert.True(relay.Effects.OfType<RelayTableEffect.Reply>().Count() <= 1);
            Assert.True(relay.State.Nodes.Count + relay.State.Links.Count <= Options.MaxNodes);
            Assert.True(relay.State.Ports.Count <= Options.MaxPairs);
            Assert.True(relay.State.Pairs.Count <= Options.MaxPairs * 2);
            Assert.All(relay.State.Pairs, entry => Assert.Equal(entry.Key, entry.Value.Key));
            Assert.All(relay.State.Pairs.Values.Select(pair => pair.Chain).OfType<RelayChainRule>(), rule => Assert.Contains(rule, Options.Chains));
            Assert.Equal(relay.State.Ports.Count, relay.State.Ports.Values.Distinct().Count());
            Assert.All(relay.State.Ports, entry => Assert.Equal(entry.Key, relay.State.Pairs[entry.Value].Port));
            Assert.All(relay.State.Pairs.Values, pair => Assert.True(pair.Port is not null || !pair.IsBound));
            Assert.All(relay.State.Pairs.Values, pair => Assert.True(pair.One.AskedAt is not null || pair.Other.AskedAt is not null));
            Assert.All(relay.State.Pairs.Values.Where(pair => pair.Port is not null), pair => Assert.True(pair.One.AskedAt is not null && pair.Other.AskedAt is not null));
        }
    }

    private static RelayChainRule Rule(int near, int far, int other, bool leads)
        => new(new RelayIdentity($"near-{near}", RelayUnderTest.Key(near)), RelayUnderTest.Key(far), new RelayIdentity($"relay-{other}", RelayUnderTest.Key(other)), leads);
}

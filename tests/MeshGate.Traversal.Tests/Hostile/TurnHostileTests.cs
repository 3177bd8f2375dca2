using System.Diagnostics.CodeAnalysis;
using MeshGate.Tests.Fuzzing;
using MeshGate.Traversal.Tests.Turn;
using MeshGate.Traversal.Turn;

namespace MeshGate.Traversal.Tests.Hostile;

public sealed class TurnHostileTests(ITestOutputHelper output)
{
    private const int FuzzSeed = 8656;
    private static readonly TimeSpan FuzzLimit = TimeSpan.FromSeconds(10);
    private static readonly byte[][] Vectors = TurnVectors.All;

    [Fact]
    [SuppressMessage("Security", "CA5394", Justification = "A fuzzer has to be repeatable.")]
    public void Client_StaysAsItIs_WhateverAStrangerSends()
    {
        // Every state of an exchange, and what its server would say next.
        var exchange = new TurnExchange();
        byte[][] seeds = [.. Vectors, .. CorpusTests.Datagrams];
        var random = new Random(FuzzSeed);
        var mutator = new Mutator(random);
        var budget = new FuzzBudget(FuzzLimit);
        Action<byte[]> feed = message =>
        {
            TurnClientState before = exchange.States[random.Next(exchange.States.Length)];
            TurnClientStep step = TurnClient.Step(before, new TurnClientEvent.MessageReceived(message), default, TurnVectors.Transactions());
            budget.Count("TURN client", Judge(before, step, message));
        };
        while (budget.IsLeft)
        {
            budget.Feed(mutator.Mutate(seeds[random.Next(seeds.Length)], seeds[random.Next(seeds.Length)]), feed);
        }

        budget.Report(output);
        Assert.NotEqual(0, budget.ReadBy("TURN client"));
    }

    /// <summary>What is not authenticated may at most end or repeat a request that was not answered yet; it grants nothing. Whether it was taken for a challenge.</summary>
    private static bool Judge(TurnClientState before, TurnClientStep step, byte[] message)
    {
        bool granted = step.Effects.Any(e => e is TurnClientEffect.Allocated or TurnClientEffect.ChannelBound or TurnClientEffect.Released);
        bool genuine = granted && Vectors.Any(v => IsBegunBy(message, v));
        if (granted && !genuine && before.Challenge is not null)
        {
            Assert.Fail($"A forged answer was taken: {Convert.ToHexString(message)}");
        }

        return before.Challenge != step.State.Challenge;
    }

    // What follows the integrity is not covered by it and not seen (RFC 8489, section 14.5).
    private static bool IsBegunBy(byte[] message, byte[] vector) => message.Length >= vector.Length
        && message.AsSpan(0, 2).SequenceEqual(vector.AsSpan(0, 2))
        && message.AsSpan(4, vector.Length - 4).SequenceEqual(vector.AsSpan(4));
}

using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

/// <summary>Two ends joined by several networks that lose, delay, reorder and duplicate; every network filters at both ends.</summary>
internal sealed class SimulatedPair
{
    private const int LongestDelay = 150;
    private readonly PriorityQueue<Action<TimeSpan>, TimeSpan> _underway = new();
    private readonly Random _random;
    private readonly double _loss;
    private readonly int? _relay;
    private TimeSpan _lossEnds;

    /// <param name="ofA">How A is reached over each network.</param>
    /// <param name="ofB">How B is.</param>
    /// <param name="seed">Of all randomness.</param>
    /// <param name="loss">The share of packets lost, 0 to 1.</param>
    /// <param name="relay">The network that is a relay's port, lent to both; null for none.</param>
    public SimulatedPair(Reachability[] ofA, Reachability[] ofB, int seed, double loss, int? relay = null)
    {
        _relay = relay;
        A = new SimulatedEnd(controlling: true, subnet: 1, ofA, relay);
        B = new SimulatedEnd(controlling: false, subnet: 2, ofB, relay);
        _random = new Random(seed);
        _loss = loss;
    }

    public SimulatedEnd A { get; }

    public SimulatedEnd B { get; }

    /// <summary>Lets both learn of each other within two seconds and runs until <paramref name="end"/>; loss ends earlier.</summary>
    public void Run(TimeSpan lossEnds, TimeSpan end)
    {
        _lossEnds = lossEnds;
        _underway.Enqueue(now => Step(A, B, new CheckListEvent.CandidatesLearned(B.Announced), now), Milliseconds(_random.Next(2000)));
        _underway.Enqueue(now => Step(B, A, new CheckListEvent.CandidatesLearned(A.Announced), now), Milliseconds(_random.Next(2000)));
        if (_relay is { } relay)
        {
            _underway.Enqueue(now => Step(A, B, Offer(B, relay), now), Milliseconds(_random.Next(3000)));
            _underway.Enqueue(now => Step(B, A, Offer(A, relay), now), Milliseconds(_random.Next(3000)));
        }

        for (var steps = 0; steps < 100_000; steps++)
        {
            var arrival = _underway.TryPeek(out _, out var at) ? at : TimeSpan.MaxValue;
            var due = Min(A.State.NextDue ?? TimeSpan.MaxValue, B.State.NextDue ?? TimeSpan.MaxValue);
            var now = Min(arrival, due);
            if (now > end)
            {
                return;
            }

            if (arrival <= due)
            {
                _underway.Dequeue()(now);
            }
            else
            {
                var (one, other) = A.State.NextDue == due ? (A, B) : (B, A);
                Step(one, other, new CheckListEvent.Tick(), now);
            }
        }

        throw new InvalidOperationException("The ends never rest.");
    }

    private void Step(SimulatedEnd one, SimulatedEnd other, CheckListEvent happened, TimeSpan now)
    {
        foreach (var check in one.Step(happened, now))
        {
            Carry(one, other, check.To, now, (from, at) => Ask(other, one, from, check, at));
        }
    }

    private void Ask(SimulatedEnd asked, SimulatedEnd asker, IPEndPoint from, CheckListEffect.SendCheck check, TimeSpan now)
    {
        if (asked.IsFirstSight(check.Id))
        {
            var via = SimulatedEnd.NetworkOf(from) == _relay ? RemoteCandidateKind.Relay : (RemoteCandidateKind?)null;
            Carry(asked, asker, from, now, (source, at) => Step(asker, asked, new CheckListEvent.CheckAnswered(source, check.Id), at));
            Step(asked, asker, new CheckListEvent.CheckReceived(from, check.UseCandidate, via), now);
            if (check.TellCandidates)
            {
                Step(asked, asker, new CheckListEvent.CandidatesTold(asker.Announced), now);
            }
        }
    }

    private static CheckListEvent.CandidateOffered Offer(SimulatedEnd of, int network)
        => new(new RemoteCandidate(of.Announce(network), RemoteCandidateKind.Relay));

    private void Carry(SimulatedEnd sender, SimulatedEnd receiver, IPEndPoint to, TimeSpan now, Action<IPEndPoint, TimeSpan> arrive)
    {
        var network = SimulatedEnd.NetworkOf(to);
        if (!sender.CanSend(network))
        {
            return;
        }

        sender.NoteSent(network, to);
        var from = sender.Seen(network);
        for (var copies = _random.Next(5) == 0 ? 2 : 1; copies > 0; copies--)
        {
            if (now >= _lossEnds || _random.NextDouble() >= _loss)
            {
                _underway.Enqueue(
                    at =>
                    {
                        if (receiver.Admits(network, to, from))
                        {
                            arrive(from, at);
                        }
                    },
                    now + Milliseconds(1 + _random.Next(LongestDelay)));
            }
        }
    }

    private static TimeSpan Milliseconds(double value) => TimeSpan.FromMilliseconds(value);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MeshGate.Core.LoadBalancing;
using MeshGate.Core.LoadBalancing.Picking;

namespace MeshGate.Core.Tests.LoadBalancing;

public sealed class LoadBalancerProperties
{
    [Property(MaxTest = 200)]
    public bool Sequence_HoldsEachAsOftenAsItsWeight_AndStaysWithinOneOfIt(byte[] drawn)
    {
        int[] weights = Weights(drawn, 30);
        int[] cycle = SmoothSequence.Of(weights);
        double total = weights.Sum();
        return Enumerable.Range(0, weights.Length).All(i => cycle.Count(index => index == i) * total == weights[i] * (double)cycle.Length)
            && IsSmooth(cycle, weights, total, weights.Length);
    }

    [Property(MaxTest = 200)]
    public bool Tree_HoldsEachAsOftenAsItsWeight(byte[] drawn)
    {
        int[] weights = Weights(drawn, 100);
        var tree = new WeightTree(weights);
        var counts = new int[weights.Length];
        for (uint k = 0; k < weights.Sum(); k++)
        {
            counts[tree.Pick(k)]++;
        }

        return counts.AsSpan().SequenceEqual(weights);
    }

    [Property(MaxTest = 200)]
    public bool Maglev_GivesEachItsShare(byte[] drawn)
    {
        int[] weights = Weights(drawn, 40);
        var table = new MaglevTable([.. weights.Select((_, i) => LoadBalancer.HashOf($"target{i}"))], weights);
        var counts = new int[weights.Length];
        for (int place = 0; place < table.Size; place++)
        {
            counts[table[place]]++;
        }

        double heaviest = weights.Max();
        return counts.Zip(weights).All(pair => Math.Abs(pair.First - ((double)table.Size * pair.Second / weights.Sum())) <= 1 + (pair.Second / heaviest) + 1);
    }

    [Property(MaxTest = 200)]
    public bool Least_IsTheMinimum(int[] drawn, uint draw, byte again)
    {
        if (drawn.Length == 0)
        {
            return new LeastKeys(0).Find(draw) == -1;
        }

        int[] numbers = [.. Enumerable.Repeat(drawn, 1 + (again % 20)).SelectMany(all => all)];
        var keys = new LeastKeys(numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            keys.Set(i, numbers[i]);
        }

        for (int i = 0; i < numbers.Length; i += 3)
        {
            numbers[i] = numbers[i] / 2 + 1;
            keys.Set(i, numbers[i]);
        }

        return keys[keys.Find(draw)] == numbers.Min();
    }

    [Property(MaxTest = 300)]
    public bool Breaker_OpensAfterTheThreshold_AndOnlyATrialClosesIt(bool[] outcomes, byte drawn)
    {
        int threshold = 1 + (drawn % 6);
        BreakerState state = default;
        int inARow = 0;
        for (int i = 0; i < outcomes.Length; i++)
        {
            inARow = outcomes[i] ? 0 : inARow + 1;
            state = outcomes[i] ? CircuitBreaker.Succeeded() : CircuitBreaker.Failed(state, threshold, TimeSpan.FromSeconds(i));
            if (state.Phase == BreakerPhase.Open != inARow >= threshold || (inARow >= threshold && state.Since != TimeSpan.FromSeconds(i - inARow + threshold)))
            {
                return false;
            }
        }

        return true;
    }

    [Property(MaxTest = 200)]
    public bool Latency_StaysWithinWhatWasSeen_AndAPeakCountsAtOnce(ushort[] milliseconds)
    {
        LatencyEstimate estimate = LatencyEstimate.Assumed(TimeSpan.Zero);
        double highest = 0;
        double lowest = double.MaxValue;
        for (int i = 0; i < milliseconds.Length; i++)
        {
            double seconds = (milliseconds[i] + 1) / 1000.0;
            (highest, lowest) = (Math.Max(highest, seconds), Math.Min(lowest, seconds));
            LatencyEstimate next = estimate.After(TimeSpan.FromSeconds(seconds), TimeSpan.FromMilliseconds(100 * i));
            if (next.Seconds > highest + 1e-6 || next.Seconds < lowest - 1e-6 || next.Seconds < seconds - 1e-6)
            {
                return false;
            }

            estimate = next;
        }

        return true;
    }

    [Property(MaxTest = 100)]
    public Property Select_NeverGivesOneThatIsOut_WhileAnotherIsIn(byte[] drawn, int seed)
    {
        var random = new Random(seed);
        LoadBalancingStrategy strategy = Balancers.Strategies[random.Next(Balancers.Strategies.Length)];
        LoadBalancer balancer = Balancers.Of(Balancers.Roomy with { Strategy = strategy, CircuitBreakerThreshold = 2, StickySessions = random.Next(2) == 0 }, Weights(drawn, 12));
        for (int i = 0; i < 200; i++)
        {
            LiveTarget any = balancer.At(random.Next(balancer.Targets.Length));
            if (random.Next(4) == 0)
            {
                balancer.SetHealth(any, random.Next(2) == 0);
            }
            else if (random.Next(4) == 0)
            {
                balancer.Failed(any, Balancers.Start);
            }

            bool[] usable = [.. balancer.Targets.Select(target => target.IsUsable)];
            LiveTarget? chosen = balancer.Select((ulong)random.Next(20), (ulong)random.NextInt64(), Balancers.Start);
            if (chosen is null || (usable.Any(isUsable => isUsable) && !chosen.IsUsable))
            {
                return false.Label($"{strategy} chose {chosen?.Name}");
            }
        }

        return true.ToProperty();
    }

    private static int[] Weights(byte[] drawn, int most) => drawn.Length == 0 ? [1] : [.. drawn.Take(most).Select(weight => 1 + weight)];

    // After any number of picks each is within its neighbours' reach of what its weight says.
    private static bool IsSmooth(int[] cycle, int[] weights, double total, double bound)
    {
        var counts = new int[weights.Length];
        for (int k = 0; k < cycle.Length; k++)
        {
            counts[cycle[k]]++;
            for (int i = 0; i < weights.Length; i++)
            {
                if (Math.Abs(counts[i] - ((k + 1) * weights[i] / total)) > bound)
                {
                    return false;
                }
            }
        }

        return true;
    }
}

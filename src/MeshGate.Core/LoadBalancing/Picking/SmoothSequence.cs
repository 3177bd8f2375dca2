namespace MeshGate.Core.LoadBalancing.Picking;

/// <summary>
/// The order of nginx's smooth weighted round robin: each round everybody gains its weight, and the one that has gathered most is
/// picked and pays what all gained. Weights of 5, 1 and 1 give A A B A C A A. One cycle is computed beforehand.
/// </summary>
internal static class SmoothSequence
{
    /// <summary>The most steps that a cycle may cost to compute: some milliseconds.</summary>
    public const long MostSteps = 1 << 20;

    /// <summary>What a cycle costs to compute, in steps: weights that have a common divisor are as their quotients.</summary>
    public static long StepsFor(ReadOnlySpan<int> weights) => weights.Length * (Sum(weights) / Divisor(weights));

    /// <summary>One cycle of indexes, each as often as its weight says.</summary>
    /// <param name="weights">At least one, all above zero.</param>
    public static int[] Of(ReadOnlySpan<int> weights)
    {
        int divisor = Divisor(weights);
        long total = Sum(weights) / divisor;
        var gathered = new long[weights.Length];
        var cycle = new int[total];
        for (int i = 0; i < cycle.Length; i++)
        {
            int most = 0;
            for (int j = 0; j < gathered.Length; j++)
            {
                gathered[j] += weights[j] / divisor;
                most = gathered[j] > gathered[most] ? j : most;
            }

            gathered[most] -= total;
            cycle[i] = most;
        }

        return cycle;
    }

    private static long Sum(ReadOnlySpan<int> weights)
    {
        long sum = 0;
        foreach (int weight in weights)
        {
            sum += weight;
        }

        return sum;
    }

    private static int Divisor(ReadOnlySpan<int> weights)
    {
        int divisor = 0;
        foreach (int weight in weights)
        {
            (int one, int other) = (divisor, weight);
            while (other != 0)
            {
                (one, other) = (other, one % other);
            }

            divisor = one;
        }

        return divisor;
    }
}

using MeshGate.Lab.Cluster;

namespace MeshGate.Lab.Operations;

/// <summary>Spreads operations over the pairs of machines, the same way each time.</summary>
public static class OperationPlan
{
    private const int Seed = 50;

    /// <summary>
    /// The operations, kinds mixed. Each kind goes through all pairs, or those of them that are wanted, in an order of its own before it takes one
    /// again, so that as many pings as there are pairs reach each once.
    /// </summary>
    /// <param name="spec">How many.</param>
    /// <param name="machines">Whose pairs; two or more.</param>
    public static IReadOnlyList<PlannedOperation> Of(OperationSpec spec, IReadOnlyList<string> machines)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(machines);
        if (machines.Count < 2)
        {
            throw new LabException("Operations need two machines with a daemon.");
        }

        var random = new Random(Seed);
        var pairs = MeshView.Pairs(machines).ToArray();
        if (spec.Pairs < pairs.Length)
        {
            random.Shuffle(pairs);
            pairs = pairs[..spec.Pairs.Value];
        }

        var all = new List<PlannedOperation>();
        foreach (var kind in Enum.GetValues<OperationKind>())
        {
            for (var i = 0; i < spec.Count(kind); i++)
            {
                if (i % pairs.Length == 0)
                {
                    random.Shuffle(pairs);
                }

                var (a, b) = pairs[i % pairs.Length];
                all.Add(random.Next(2) == 0 ? new PlannedOperation(kind, a, b) : new PlannedOperation(kind, b, a));
            }
        }

        var mixed = all.ToArray();
        random.Shuffle(mixed);
        return mixed;
    }
}

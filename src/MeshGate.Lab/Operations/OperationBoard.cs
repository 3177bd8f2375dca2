using System.Collections.Concurrent;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Operations;

/// <summary>Does many operations at a time in a running lab.</summary>
public sealed class OperationBoard(RunningLab lab)
{
    private readonly Dictionary<string, OperationsResult> _results = new(StringComparer.Ordinal);

    /// <summary>What became of everything that was done so far, by name.</summary>
    public IReadOnlyDictionary<string, OperationsResult> Results => _results;

    /// <summary>What became of the operations of a name.</summary>
    /// <exception cref="LabException">There were none.</exception>
    public OperationsResult Result(string name) =>
        _results.TryGetValue(name, out var result) ? result : throw new LabException($"No operations {name} were done.");

    /// <summary>Does all of them and returns once each is done or has failed.</summary>
    public async Task RunAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var plan = OperationPlan.Of(spec, [.. lab.Machines.Values.Where(machine => machine.Daemon is not null).Select(machine => machine.Spec.Name)]);

        // From here on every mesh address is known, and nobody asks the API for it.
        await lab.ViewAsync(cancellationToken);
        var waiting = new ConcurrentQueue<(int Number, PlannedOperation Operation)>(plan.Select((operation, index) => (index, operation)));
        var done = new OperationResult[plan.Count];
        var doer = new OperationDoer(lab, spec);
        var (underWay, most) = (0, 0);
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(spec.AtOnce, plan.Count)).Select(_ => Task.Run(WorkAsync, cancellationToken)));
        _results[spec.Name] = new OperationsResult(done, most);

        async Task WorkAsync()
        {
            while (waiting.TryDequeue(out var next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Count(1);
                try
                {
                    done[next.Number] = await doer.DoAsync(next.Operation, next.Number, cancellationToken);
                }
                finally
                {
                    Count(-1);
                }
            }
        }

        void Count(int change)
        {
            lock (gate)
            {
                underWay += change;
                most = Math.Max(most, underWay);
            }
        }
    }
}

using MeshGate.Lab.Cluster;
using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Expectations;

/// <summary>Every pair of the machines talks directly, as both ends say.</summary>
public sealed record AllDirectExpectation(IReadOnlyList<string> Machines, bool Ping) : Expectation
{
    /// <inheritdoc/>
    public override TimeSpan DefaultWithin => TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override string Describe() => $"all pairs of {string.Join(", ", Machines)} are direct";

    /// <inheritdoc/>
    public override async Task<ExpectationOutcome> CheckAsync(RunningLab lab, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var view = await lab.ViewAsync(cancellationToken);
        var pairs = MeshView.Pairs(Machines);
        var missing = pairs.Where(p => !view.IsDirect(p.A, p.B)).ToArray();
        if (missing.Length > 0)
        {
            var examples = string.Join("\n", missing.Take(5).Select(p => view.Explain(p.A, p.B)));
            return new ExpectationOutcome(false, $"{pairs.Count - missing.Length} of {pairs.Count} pairs are direct\n{examples}");
        }

        foreach (var (a, b) in Ping ? pairs : [])
        {
            if (await lab.PingAsync(a, b, mesh: true, null, cancellationToken) is null)
            {
                return new ExpectationOutcome(false, $"no answer to a ping from {a} to {b}");
            }
        }

        return new ExpectationOutcome(true, $"all {pairs.Count} pairs");
    }
}

using MeshGate.Lab.Reports;

namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>Order statistics of what was measured at each node; null without any.</summary>
public sealed record Spread(double? P50, double? P99, double? Max)
{
    /// <summary>The spread of values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return new Spread(Round(Quantiles.Of(all, 0.5)), Round(Quantiles.Of(all, 0.99)), Round(Quantiles.Of(all, 1)));
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 3) : null;
}

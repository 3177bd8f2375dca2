namespace MeshGate.Lab.Reports;

/// <summary>Order statistics of repeated measurements.</summary>
public static class Quantiles
{
    /// <summary>The smallest value that at least a share of all values does not exceed (nearest rank); null without values.</summary>
    public static double? Of(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0
            ? null
            : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}

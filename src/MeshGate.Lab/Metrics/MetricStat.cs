namespace MeshGate.Lab.Metrics;

/// <summary>What is taken of a metric.</summary>
public enum MetricStat
{
    /// <summary>The value of a counter or gauge, summed over the samples that match.</summary>
    Value,

    /// <summary>The sum of a histogram's or summary's observations.</summary>
    Sum,

    /// <summary>How many observations a histogram or summary has.</summary>
    Count,

    /// <summary>The mean of a histogram's or summary's observations.</summary>
    Mean,
}

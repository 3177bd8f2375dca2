namespace MeshGate.Lab.Demonstration;

/// <summary>What became of one step.</summary>
public sealed record StepRecord
{
    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>When it began, in seconds since the beginning.</summary>
    public double At { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether it was an expectation.</summary>
    public bool IsExpectation { get; init; }

    /// <summary>Whether it is what happened to the lab, as opposed to what was looked at: a process that was killed or started, a line that was cut.</summary>
    public bool IsEvent { get; init; }

    /// <summary>Whether it was as expected, or could be done.</summary>
    public bool Passed { get; init; }

    /// <summary>What was found.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>What was measured; null for nothing.</summary>
    public double? Value { get; init; }

    /// <summary>What it was held to.</summary>
    public double? Bound { get; init; }

    /// <summary>The unit of both.</summary>
    public string Unit { get; init; } = string.Empty;
}

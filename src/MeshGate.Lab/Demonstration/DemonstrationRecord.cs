namespace MeshGate.Lab.Demonstration;

/// <summary>Everything that a demonstration showed: its report, for machines. The page for people is made from nothing else.</summary>
public sealed record DemonstrationRecord
{
    /// <summary>The scenario's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Whether all was as expected.</summary>
    public bool Passed { get; init; }

    /// <summary>Seconds from the beginning until nothing was left, without the time in which the mesh was kept to be looked at.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds that building the lab took, of those.</summary>
    public double BuildSeconds { get; init; }

    /// <summary>Processors of the computer that it ran on.</summary>
    public int Processors { get; init; }

    /// <summary>Machines of the mesh.</summary>
    public int Machines { get; init; }

    /// <summary>Regions.</summary>
    public int Regions { get; init; }

    /// <summary>Machines behind a NAT of each kind, or behind none, by the kind.</summary>
    public IReadOnlyDictionary<string, int> Nats { get; init; } = new Dictionary<string, int>();

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<StepRecord> Steps { get; init; } = [];

    /// <summary>The mesh, second by second.</summary>
    public IReadOnlyList<HealthSample> Samples { get; init; } = [];

    /// <summary>The streams.</summary>
    public IReadOnlyList<StreamRecord> Streams { get; init; } = [];

    /// <summary>The operations.</summary>
    public IReadOnlyList<OperationsRecord> Operations { get; init; } = [];
}

namespace MeshGate.Lab.Demonstration;

/// <summary>How a mesh was at one moment.</summary>
public sealed record HealthSample
{
    /// <summary>Seconds since the beginning.</summary>
    public required double At { get; init; }

    /// <summary>MeshNodes.</summary>
    public int Nodes { get; init; }

    /// <summary>MeshNodes that are online.</summary>
    public int Online { get; init; }

    /// <summary>Pairs of nodes by the kind of path between them, as the operator's metric names it.</summary>
    public IReadOnlyDictionary<string, int> Pairs { get; init; } = new Dictionary<string, int>();

    /// <summary>The mesh's health, 0 to 1; null before it was judged.</summary>
    public double? Health { get; init; }

    /// <summary>How often sessions left a path that failed.</summary>
    public int Failovers { get; init; }

    /// <summary>How busy this computer's processors were since the sample before, 0 to 1.</summary>
    public double Processors { get; init; }

    /// <summary>The clients of each gateway.</summary>
    public IReadOnlyDictionary<string, int> Gateways { get; init; } = new Dictionary<string, int>();
}

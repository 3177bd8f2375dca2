namespace MeshGate.Lab.Swarm.Reporting;

/// <summary>What a swarm measured.</summary>
public sealed record SwarmReport
{
    /// <summary>The API server's address.</summary>
    public required string Server { get; init; }

    /// <summary>Which kind of server the lab started for it; null where it was given one.</summary>
    public string? Api { get; init; }

    /// <summary>How many daemons joined at once.</summary>
    public required int Agents { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether every bar was kept and everything came to its end.</summary>
    public required bool Passed { get; init; }

    /// <summary>What did not come to its end; null if everything did.</summary>
    public string? Problem { get; init; }

    /// <summary>The bars.</summary>
    public required IReadOnlyList<BarResult> Bars { get; init; }

    /// <summary>The join of all at once.</summary>
    public required JoinFigures Join { get; init; }

    /// <summary>The second pass; null where none was asked for.</summary>
    public PassFigures? SecondPass { get; init; }

    /// <summary>The mesh while sessions change; null where none were to.</summary>
    public SteadyFigures? Steady { get; init; }

    /// <summary>The joins and leaves one by one.</summary>
    public required IReadOnlyList<ChangeFigures> Changes { get; init; }

    /// <summary>What the swarm asked of the API.</summary>
    public required TrafficFigures Traffic { get; init; }

    /// <summary>Sizes of MeshNodes.</summary>
    public required SizeFigures Sizes { get; init; }

    /// <summary>The operator's own account; null where its metrics are not known.</summary>
    public OperatorFigures? Operator { get; init; }

    /// <summary>How often each kind of write to MeshNodes was seen until the mesh stood and the operator was silent; <c>~</c> marks a condition of which only words or times changed.</summary>
    public required IReadOnlyDictionary<string, int> Writes { get; init; }
}

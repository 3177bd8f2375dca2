using MeshGate.Lab.Links;

namespace MeshGate.Lab.Scenarios;

/// <summary>A whole scenario, checked: every name that is used is declared.</summary>
public sealed record Scenario
{
    /// <summary>Name, by default the file's.</summary>
    public required string Name { get; init; }

    /// <summary>What it proves, for a person.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>When it is run.</summary>
    public ScenarioTier Tier { get; init; }

    /// <summary>What holds for the whole lab.</summary>
    public required ScenarioSettings Settings { get; init; }

    /// <summary>Regions, each with its link.</summary>
    public IReadOnlyList<RegionSpec> Regions { get; init; } = [];

    /// <summary>Places behind NATs.</summary>
    public required IReadOnlyList<SiteSpec> Sites { get; init; }

    /// <summary>The machines of the mesh.</summary>
    public required IReadOnlyList<MachineSpec> Machines { get; init; }

    /// <summary>STUN and TURN servers.</summary>
    public required IReadOnlyList<ServerSpec> Servers { get; init; }

    /// <summary>Objects applied at the start.</summary>
    public required IReadOnlyList<ScenarioResource> Resources { get; init; }

    /// <summary>Packet streams that steps can start.</summary>
    public required IReadOnlyList<StreamSpec> Streams { get; init; }

    /// <summary>What happens, in order.</summary>
    public required IReadOnlyList<ScenarioStep> Steps { get; init; }
}

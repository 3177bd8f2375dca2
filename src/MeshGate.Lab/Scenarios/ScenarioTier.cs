namespace MeshGate.Lab.Scenarios;

/// <summary>When a scenario is run.</summary>
public enum ScenarioTier
{
    /// <summary>With the tests: done in well under a minute.</summary>
    Short,

    /// <summary>With the long run of the lab.</summary>
    Long,
}

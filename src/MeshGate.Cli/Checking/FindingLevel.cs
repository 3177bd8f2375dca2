namespace MeshGate.Cli.Checking;

/// <summary>How bad a finding is.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing; the mesh works.</summary>
    Warning,

    /// <summary>The mesh does not work, or will not.</summary>
    Failed,

    /// <summary>Could not be looked at.</summary>
    Skipped,
}

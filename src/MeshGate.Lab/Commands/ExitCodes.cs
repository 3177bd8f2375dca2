namespace MeshGate.Lab.Commands;

/// <summary>What the program's exit code says.</summary>
public static class ExitCodes
{
    /// <summary>Everything was as expected.</summary>
    public const int Passed = 0;

    /// <summary>An expectation failed, or the lab could not be built.</summary>
    public const int Failed = 1;

    /// <summary>The scenario is wrong.</summary>
    public const int WrongScenario = 2;

    /// <summary>The environment lacks something.</summary>
    public const int Lacking = 3;

    /// <summary>A signal ended it; the lab was removed.</summary>
    public const int Interrupted = 130;
}

namespace MeshGate.Cli;

/// <summary>What every command's exit code means; scripts may rely on it.</summary>
public static class ExitCode
{
    /// <summary>All is well, or what was asked for is done.</summary>
    public const int Well = 0;

    /// <summary>The answer is no: something is wrong with the mesh, was refused, or did not happen in time.</summary>
    public const int NotWell = 1;

    /// <summary>There is no answer: the cluster, or what else was to be asked, cannot be.</summary>
    public const int NoAnswer = 2;

    /// <summary>The command line is wrong (EX_USAGE); nothing was done.</summary>
    public const int Usage = 64;
}

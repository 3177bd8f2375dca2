namespace MeshGate.NodeDaemon.Processes;

/// <summary>Runs the system's own tools (<c>wg</c>, <c>ip</c>).</summary>
public interface IProcessRunner
{
    /// <summary>Runs a command to its end. Arguments are passed as they are; no shell is involved.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments; never a secret, since every user of the machine may read them.</param>
    /// <param name="input">Standard input, or null for none.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="IOException">The program is missing or cannot be started.</exception>
    /// <exception cref="TimeoutException">It did not end within <see cref="ProcessRunner.Limit"/>.</exception>
    Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken);
}

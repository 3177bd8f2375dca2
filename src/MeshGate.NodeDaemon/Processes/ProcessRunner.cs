using System.ComponentModel;
using System.Diagnostics;

namespace MeshGate.NodeDaemon.Processes;

/// <inheritdoc cref="IProcessRunner"/>
public sealed class ProcessRunner(TimeProvider time) : IProcessRunner
{
    /// <summary>How long a command may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<ProcessResult> RunAsync(string file, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var error = process.StandardError.ReadToEndAsync(either.Token);
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), either.Token);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(either.Token);
            return new ProcessResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            // It may have ended itself and left a child that holds its output open.
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"'{file}' did not end within {Limit.TotalSeconds:0} s");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new IOException($"'{start.FileName}' could not be started");
        }
        catch (Win32Exception error)
        {
            throw new IOException($"'{start.FileName}' could not be started: {error.Message}; is it installed?", error);
        }
    }
}

using System.Diagnostics;
using System.Text;

namespace MeshGate.Lab.Processes;

/// <summary>Runs short-lived system tools such as <c>ip</c> and <c>nft</c>.</summary>
public static class Tool
{
    private const int MaximumText = 64 * 1024;

    /// <summary>Runs a tool to its end; kills it when cancelled.</summary>
    public static async Task<ToolResult> RunAsync(
        string file, IEnumerable<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new LabException($"{file} did not start.");
        try
        {
            var output = ReadAsync(process.StandardOutput, cancellationToken);
            var error = ReadAsync(process.StandardError, cancellationToken);
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(process.ExitCode, await output, await error);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs a tool that must succeed.</summary>
    /// <exception cref="LabException">It ended with another exit code than 0; the message carries what it wrote.</exception>
    public static async Task<string> RequireAsync(
        string file, IEnumerable<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var list = arguments.ToArray();
        var result = await RunAsync(file, list, input, cancellationToken);
        return result.ExitCode == 0
            ? result.Output
            : throw new LabException($"{file} {string.Join(' ', list)} failed: {result.Error.Trim()} {result.Output.Trim()}");
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            // What exceeds the limit is read and dropped, so that the tool does not block on a full pipe.
            text.Append(buffer, 0, Math.Min(read, MaximumText - text.Length));
        }

        return text.ToString();
    }
}

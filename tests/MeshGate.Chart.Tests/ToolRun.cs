using System.Diagnostics;

namespace MeshGate.Chart.Tests;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">0 where all went well.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program in the checkout.</summary>
    public static async Task<ToolRun> OfAsync(string program, params string[] arguments)
    {
        var end = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Tree.Root })!;
        var output = process.StandardOutput.ReadToEndAsync(end);
        var error = process.StandardError.ReadToEndAsync(end);
        await process.WaitForExitAsync(end);
        return new ToolRun(process.ExitCode, await output, await error);
    }
}

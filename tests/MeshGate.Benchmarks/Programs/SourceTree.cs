using System.Diagnostics;

namespace MeshGate.Benchmarks.Programs;

/// <summary>The source tree that the benchmarks were built in, and the programs and scripts in it.</summary>
internal static class SourceTree
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file of the tree.</summary>
    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    /// <summary>Runs one of its programs in its folder.</summary>
    /// <param name="program">Its path in the tree.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="patience">How long it may take; it is killed then.</param>
    /// <param name="isQuiet">Whether its output is passed over.</param>
    /// <returns>Its exit code; -1 where it is missing or was killed.</returns>
    public static async Task<int> RunAsync(string program, IEnumerable<string> arguments, TimeSpan patience, bool isQuiet)
    {
        string path = File(program);
        if (!System.IO.File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"{path} is missing; run make build.");
            return -1;
        }

        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = Root, RedirectStandardOutput = isQuiet };
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await (isQuiet ? process.StandardOutput.ReadToEndAsync(limit.Token) : Task.CompletedTask);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await Console.Error.WriteLineAsync($"{program} took longer than {patience.TotalMinutes:0} minutes.");
            return -1;
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "MeshGate.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("MeshGate.sln was not found above the benchmarks' own folder.");
    }
}

using System.Diagnostics;
using System.Globalization;

namespace MeshGate.Lab.Processes;

/// <summary>
/// A small process that holds the other end of a pipe. When the lab's process goes away, however that happens, the pipe closes
/// and the guard removes the lab.
/// </summary>
public sealed class Guard : IAsyncDisposable
{
    private const string Release = "release";
    private readonly Process _process;

    private Guard(Process process) => _process = process;

    /// <summary>Starts the guard of a lab.</summary>
    /// <param name="executable">This program.</param>
    /// <param name="directory">The lab to watch over.</param>
    public static Guard Start(string executable, LabDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true };
        foreach (var argument in (string[])[
            executable, "guard", "--id", directory.Id, "--owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new Guard(Process.Start(start) ?? throw new LabException("The guard process did not start."));
    }

    /// <summary>What the guard process itself does: waits for the pipe to close, then removes the lab unless it was released.</summary>
    /// <param name="id">The lab.</param>
    /// <param name="owner">The process that holds the pipe.</param>
    public static async Task RunAsync(string id, int owner)
    {
        var directory = LabDirectory.Open(id);
        if (await Console.In.ReadLineAsync() == Release)
        {
            return;
        }

        if (Directory.Exists(directory.Path))
        {
            await LabRemoval.RemoveAsync(directory);
        }

        if (ProcessTable.StartTime(owner) is null)
        {
            RemoveDiagnostics(owner);
        }
    }

    // A killed .NET process leaves the pipes and the socket at which debuggers would have reached it.
    private static void RemoveDiagnostics(int owner)
    {
        foreach (var name in (string[])["dotnet-diagnostic", "clr-debug-pipe"])
        {
            foreach (var file in Directory.GetFiles(
                Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{name}-{owner}-*")))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Tells the guard that the lab is to stay after this process ends.</summary>
    public async Task ReleaseAsync() => await _process.StandardInput.WriteLineAsync(Release);

    /// <summary>Closes the pipe and waits for the guard to end: it removes what is left of a lab that was not released.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

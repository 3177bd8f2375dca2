using System.Diagnostics;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Processes;

/// <summary>A long-running process of the lab that can be started again as it was.</summary>
public sealed class LabProcess(ProcessSpec spec, LabDirectory directory) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private Process? _process;
    private bool _endingIsWanted;

    /// <summary>What reports call it.</summary>
    public string Name => spec.Name;

    /// <summary>Where its output is.</summary>
    public string LogFile => spec.LogFile;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Its id while it runs; null otherwise.</summary>
    public int? ProcessId => _process is { HasExited: false } running ? running.Id : null;

    /// <summary>Whether it ended although nobody asked it to.</summary>
    public bool EndedByItself => _process is { HasExited: true } && !_endingIsWanted;

    /// <summary>The exit code of the last end; null while it runs.</summary>
    public int? ExitCode => _process is { HasExited: true } ended ? ended.ExitCode : null;

    /// <summary>Starts it, in a session of its own so that Ctrl-C at the terminal does not reach it.</summary>
    public void Start()
    {
        if (IsRunning)
        {
            return;
        }

        _process?.Dispose();

        // The shell sends the output to a file that outlives the lab's own process, then becomes the command: the id stays. Where the system
        // shares processors out by session, a session's own weight is what counts.
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true };
        foreach (var argument in (IEnumerable<string>)["sh", "-c", $"{(spec.IsNetwork ? "(echo -15 >/proc/$$/autogroup) 2>/dev/null; " : string.Empty)}exec \"$@\" </dev/null >>\"$0\" 2>&1", spec.LogFile])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in spec.Namespace is { } network ? ["ip", "netns", "exec", network, .. spec.Command] : spec.Command)
        {
            start.ArgumentList.Add(argument);
        }

        // A killed .NET process would leave its diagnostics sockets in /tmp.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        _endingIsWanted = false;
        _process = Process.Start(start) ?? throw new LabException($"{spec.Name} did not start.");
        _process.StandardInput.Close();
        directory.Remember(_process.Id);
    }

    /// <summary>Sends a signal that is meant to end it, and waits until it has.</summary>
    /// <exception cref="LabException">It still runs after 10 s; it is killed then.</exception>
    public async Task EndAsync(int signal, CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        _endingIsWanted = true;
        _ = NativeMethods.Kill(process.Id, signal);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (spec.SecondSignalAfter is { } grace && !await EndsWithinAsync(process, grace, patience.Token))
            {
                _ = NativeMethods.Kill(process.Id, signal);
            }

            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ProcessTable.Kill(process.Id);
            throw new LabException($"{spec.Name} still ran 10 s after signal {signal}.");
        }
    }

    private static async Task<bool> EndsWithinAsync(Process process, TimeSpan time, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Sends a signal that is not meant to end it.</summary>
    public void Signal(int signal)
    {
        if (_process is { HasExited: false } process)
        {
            _ = NativeMethods.Kill(process.Id, signal);
        }
    }

    /// <summary>The last lines that it wrote.</summary>
    public string LogTail(int lines)
    {
        const int Window = 16 * 1024;
        if (!File.Exists(spec.LogFile))
        {
            return string.Empty;
        }

        using var stream = new FileStream(spec.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-Math.Min(Window, stream.Length), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(lines));
    }

    /// <summary>Lets go of the process without ending it.</summary>
    public void Dispose() => _process?.Dispose();
}

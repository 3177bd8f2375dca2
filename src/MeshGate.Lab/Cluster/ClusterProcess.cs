using System.Diagnostics;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Cluster;

/// <summary>etcd or kube-apiserver, which may be ended and started again as it was.</summary>
internal sealed class ClusterProcess(string name, string logFile, Func<IReadOnlyList<string>> command, ClusterGuard guard) : IDisposable
{
    private const int Tail = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);
    private Process? _process;

    internal string Name => name;

    internal bool IsRunning => _process is { HasExited: false };

    internal int? ProcessId => _process is { HasExited: false } running ? running.Id : null;

    internal void Start()
    {
        if (IsRunning)
        {
            return;
        }

        _process?.Dispose();

        // The shell sends the output to a file, then becomes the program: the id stays.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "exec \"$@\" </dev/null >>\"$0\" 2>&1", logFile, .. command()])
        {
            RedirectStandardInput = true,
        };
        _process = Process.Start(start) ?? throw new LabException($"{name} did not start.");
        _process.StandardInput.Close();
        guard.Watch(_process.Id);
    }

    /// <summary>Sends a signal that ends it, and waits for the end.</summary>
    internal async Task EndAsync(int signal, CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        _ = NativeMethods.Kill(process.Id, signal);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            throw new LabException($"{name} still ran {Patience.TotalSeconds:0} s after signal {signal}.");
        }
    }

    internal string Explain(string what)
    {
        var log = File.Exists(logFile) ? File.ReadAllText(logFile) : string.Empty;
        return $"{name} {what}:\n{log[Math.Max(0, log.Length - Tail)..]}";
    }

    public void Dispose() => _process?.Dispose();
}

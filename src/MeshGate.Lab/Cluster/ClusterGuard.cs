using System.Diagnostics;
using System.Globalization;

namespace MeshGate.Lab.Cluster;

/// <summary>
/// A shell that holds the other end of a pipe. When this process goes away, however that happens, the pipe closes; the shell kills the
/// processes that it was told of and removes their folder.
/// </summary>
internal sealed class ClusterGuard : IAsyncDisposable
{
    // A process is killed only if its command line names the folder: ids are used again.
    private const string Script = """
        while read -r id; do ids="$ids $id"; done
        for id in $ids; do grep -qF -e "$0" "/proc/$id/cmdline" 2>/dev/null && kill -9 "$id"; done
        for try in 1 2 3; do rm -rf -- "$0" 2>/dev/null && break; sleep 0.2; done
        """;

    private readonly Process _process;

    private ClusterGuard(Process process) => _process = process;

    internal static ClusterGuard Start(string folder)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, folder]) { RedirectStandardInput = true };
        return new ClusterGuard(Process.Start(start) ?? throw new LabException("The guard of the API server did not start."));
    }

    internal void Watch(int processId)
    {
        _process.StandardInput.WriteLine(processId.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
    }

    /// <summary>Has the guard do its work now, and waits for it.</summary>
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

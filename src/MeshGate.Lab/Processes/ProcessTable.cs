using System.Globalization;
using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Processes;

/// <summary>Looks at <c>/proc</c>.</summary>
public static class ProcessTable
{
    /// <summary>
    /// When a process started, in the kernel's ticks since boot: with the id it names a process for good, since ids are used
    /// again. Null when there is no such process, or only its remains.
    /// </summary>
    public static long? StartTime(int processId)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));

            // The command's name stands in brackets and may hold anything; what follows does not.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The processes in any of the named network namespaces.</summary>
    public static async Task<IReadOnlyList<int>> InNamespacesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var found = new List<int>();
        foreach (var name in names)
        {
            var result = await Tool.RunAsync("ip", ["netns", "pids", name], null, cancellationToken);
            found.AddRange(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => int.TryParse(l, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 1));
        }

        return found;
    }

    /// <summary>Sends SIGKILL. A process that is gone already is no error.</summary>
    public static void Kill(int processId) => _ = NativeMethods.Kill(processId, NativeMethods.SignalKill);
}

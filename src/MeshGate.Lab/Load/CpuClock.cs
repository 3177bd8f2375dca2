using System.Globalization;
using MeshGate.Lab.Processes;

namespace MeshGate.Lab.Load;

/// <summary>Reads how much processor time processes took (proc(5), <c>/proc/PID/stat</c>, in hundredths of a second).</summary>
internal static class CpuClock
{
    private const int TicksPerSecond = 100;

    /// <summary>The processor time of each process that runs, with its id.</summary>
    internal static Dictionary<string, (int Id, TimeSpan Time)> Read(IEnumerable<LabProcess> processes)
    {
        var times = new Dictionary<string, (int, TimeSpan)>(StringComparer.Ordinal);
        foreach (var process in processes)
        {
            if (process.ProcessId is { } id && Read(id) is { } time)
            {
                times[process.Name] = (id, time);
            }
        }

        return times;
    }

    /// <summary>What each process took between two readings; one that was started anew is left out.</summary>
    internal static IReadOnlyDictionary<string, TimeSpan> Between(
        Dictionary<string, (int Id, TimeSpan Time)> before, Dictionary<string, (int Id, TimeSpan Time)> after) =>
        after.Where(a => before.TryGetValue(a.Key, out var b) && b.Id == a.Value.Id)
            .ToDictionary(a => a.Key, a => a.Value.Time - before[a.Key].Time, StringComparer.Ordinal);

    private static TimeSpan? Read(int id)
    {
        try
        {
            // The name in parentheses may hold anything; user and system time are the 12th and 13th field after it.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

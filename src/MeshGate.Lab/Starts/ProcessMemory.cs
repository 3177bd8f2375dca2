using System.Globalization;

namespace MeshGate.Lab.Starts;

/// <summary>The memory of a process (proc(5)), in MiB.</summary>
/// <param name="Resident">What of it is in memory, files that it maps included: <c>VmRSS</c> of <c>/proc/PID/status</c>.</param>
/// <param name="Proportional">The same with pages that several processes share divided among them: <c>Pss</c> of <c>/proc/PID/smaps_rollup</c>.</param>
/// <param name="Anonymous">What of it no file stands behind: <c>RssAnon</c>.</param>
public sealed record ProcessMemory(double Resident, double Proportional, double Anonymous)
{
    private const double KibibytesInMebibyte = 1024;

    /// <summary>Reads a running process's.</summary>
    /// <exception cref="LabException">It does not run.</exception>
    public static ProcessMemory Of(int id)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");
        try
        {
            var status = File.ReadAllText(Path.Combine(folder, "status"));
            return new ProcessMemory(
                Read(status, "VmRSS"), Read(File.ReadAllText(Path.Combine(folder, "smaps_rollup")), "Pss"), Read(status, "RssAnon"));
        }
        catch (IOException gone)
        {
            throw new LabException($"Process {id} does not run, so its memory cannot be read.", gone);
        }
    }

    /// <summary>Finds a line such as <c>VmRSS:     1536 kB</c>.</summary>
    /// <returns>MiB, to two digits.</returns>
    /// <exception cref="LabException">There is none.</exception>
    internal static double Read(string text, string name)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(name + ":", StringComparison.Ordinal)
                && line[(name.Length + 1)..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var number, "kB"]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes))
            {
                return Math.Round(kibibytes / KibibytesInMebibyte, 2);
            }
        }

        throw new LabException($"The kernel does not tell {name}.");
    }
}

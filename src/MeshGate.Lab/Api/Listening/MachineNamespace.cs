using System.Globalization;

namespace MeshGate.Lab.Api.Listening;

/// <summary>
/// Knows the machine's own network namespace: that of its first process or, where containment hides that one, of the oldest ancestor
/// of this process that can be seen.
/// </summary>
public static class MachineNamespace
{
    private const int MaximumAncestors = 64;

    /// <summary>Whether the namespace that a link below <c>/proc</c> names is another than the machine's.</summary>
    public static bool IsIsolated(string link) => Read(link) is { } own && Find() is { } machine && own != machine;

    private static string? Find()
    {
        string? oldest = Read("/proc/self/ns/net");
        int? process = Environment.ProcessId;
        for (int i = 0; i < MaximumAncestors && process > 1; i++)
        {
            process = ParentOf(process.Value);
            oldest = Read($"/proc/{process}/ns/net") ?? oldest;
        }

        return oldest;
    }

    private static int? ParentOf(int process)
    {
        try
        {
            // The command stands in parentheses and may hold anything, parentheses too; state and parent follow the last one.
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            string[] rest = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return rest.Length > 1 && int.TryParse(rest[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parent) ? parent : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Read(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Processes;

/// <summary>Looks for whatever of a lab a computer still has.</summary>
public static class Leftovers
{
    private const string Interfaces = "/sys/class/net";
    private const string WireGuardSockets = "/var/run/wireguard";

    /// <summary>Everything by which a lab could be noticed: namespaces, sockets, interfaces, files and processes; empty where it is gone.</summary>
    public static IReadOnlyList<string> Of(LabDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return
        [
            .. Entries(NetworkNamespace.Directory, directory.NamespacePrefix),
            .. Entries(WireGuardSockets, directory.InterfacePrefix),
            .. Entries(Interfaces, directory.InterfacePrefix),
            .. Directory.Exists(directory.Path) ? [directory.Path] : Array.Empty<string>(),
            .. Processes(directory),
        ];
    }

    private static string[] Entries(string folder, string prefix) =>
        Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder, prefix + "*") : [];

    // Every process of a lab has the lab's directory, one of its namespaces or one of its interfaces in its arguments, but for its guard.
    private static IEnumerable<string> Processes(LabDirectory directory)
    {
        foreach (var process in Directory.GetDirectories("/proc").Where(path => Path.GetFileName(path).All(char.IsAsciiDigit)))
        {
            var arguments = Arguments(process);
            if (arguments.Any(argument => argument.Contains(directory.Path, StringComparison.Ordinal)
                    || argument.StartsWith(directory.NamespacePrefix, StringComparison.Ordinal)
                    || argument.StartsWith(directory.InterfacePrefix, StringComparison.Ordinal))
                || IsGuard(arguments, directory.Id))
            {
                yield return $"{process}: {string.Join(' ', arguments)}";
            }
        }
    }

    private static bool IsGuard(string[] arguments, string id) =>
        Array.IndexOf(arguments, "guard") is > 0 and var at && arguments.AsSpan(at + 1) is ["--id", var watched, ..] && watched == id;

    private static string[] Arguments(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

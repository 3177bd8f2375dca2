using MeshGate.Lab.Namespaces;

namespace MeshGate.Lab.Processes;

/// <summary>
/// Takes a lab away: processes, namespaces with their interfaces and rules, sockets and files. Needs nothing but the lab's
/// directory, may run at any moment of a lab's life, twice, or after somebody else began.
/// </summary>
public static class LabRemoval
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Removes everything of the lab.</summary>
    public static async Task RemoveAsync(LabDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var namespaces = Namespaces(directory);
        await EndProcessesAsync(directory, namespaces);
        if (namespaces.Count > 0)
        {
            // One by one on purpose of -force: what another remover took away already must not stop the rest.
            await Tool.RunAsync(
                "ip", ["-force", "-batch", "-"], string.Concat(namespaces.Select(n => $"netns delete {n}\n")), CancellationToken.None);
        }

        foreach (var socket in Sockets(directory))
        {
            File.Delete(socket);
        }

        try
        {
            Directory.Delete(directory.Path, recursive: true);
            Directory.Delete(LabDirectory.Root);
        }
        catch (IOException)
        {
            // Somebody else removed it first, or another lab is still there.
        }
    }

    private static IReadOnlyList<string> Namespaces(LabDirectory directory) => !Directory.Exists(NetworkNamespace.Directory)
        ? []
        : [.. Directory.GetFiles(NetworkNamespace.Directory, directory.NamespacePrefix + "*").Select(p => Path.GetFileName(p)!)];

    private static string[] Sockets(LabDirectory directory) => !Directory.Exists(WireGuardSockets)
        ? []
        : Directory.GetFiles(WireGuardSockets, directory.InterfacePrefix + "*.sock");

    private const string WireGuardSockets = "/var/run/wireguard";

    private static async Task EndProcessesAsync(LabDirectory directory, IReadOnlyList<string> namespaces)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();

        // Several rounds, since a process may have started another one meanwhile; and until all are gone, since a namespace
        // lives as long as a process in it.
        while (time.GetElapsedTime(start) < Patience)
        {
            var living = directory.LivingProcesses()
                .Concat(await ProcessTable.InNamespacesAsync(namespaces, CancellationToken.None))
                .Distinct()
                .Where(id => id != Environment.ProcessId && ProcessTable.StartTime(id) is not null)
                .ToArray();
            if (living.Length == 0)
            {
                return;
            }

            foreach (var id in living)
            {
                ProcessTable.Kill(id);
            }

            await Task.Delay(Pause, time);
        }
    }
}

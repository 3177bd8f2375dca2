using MeshGate.NodeDaemon.Network;
using MeshGate.NodeDaemon.PortMapping;
using MeshGate.NodeDaemon.Processes;
using MeshGate.NodeDaemon.Storage;
using MeshGate.NodeDaemon.Tokens;

namespace MeshGate.NodeDaemon.Leaving;

/// <summary>
/// Takes away what daemons made on a machine and leave there when they stop: the interface, and with it its addresses and routes, the tables
/// of nftables, the private key, the token and what was kept beside it. What is not theirs stays.
/// </summary>
/// <param name="interfaceName">The tunnel's interface.</param>
/// <param name="stateDirectory">The daemon's directory. It is emptied of the daemon's files and removed where nothing else is in it and it may be.</param>
/// <param name="processes">Runs <c>ip</c> and <c>nft</c>.</param>
public sealed class MachineCleaner(string interfaceName, string stateDirectory, IProcessRunner processes)
{
    private static readonly string[] OwnFiles = [NodeKey.FileName, OwnToken.FileName, SavedState.FileName, SavedPortMapping.FileName];

    /// <summary>Cleans. Done twice it finds nothing to do.</summary>
    /// <returns>What is left, and why; null where nothing is.</returns>
    /// <exception cref="IOException">A program is missing, or a file cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be removed.</exception>
    /// <exception cref="TimeoutException">A program did not end.</exception>
    public async Task<string?> CleanAsync(CancellationToken cancellationToken)
    {
        var left = new List<string>();
        if (await ExistsAsync(cancellationToken))
        {
            var deleted = await processes.RunAsync("ip", ["link", "delete", "dev", interfaceName], null, cancellationToken);
            if (await ExistsAsync(cancellationToken))
            {
                left.Add($"interface {interfaceName} ({(deleted.ExitCode == 0 ? "it came back: does wireguard-go still run?" : deleted.Error.Trim())})");
            }
        }

        // Named first, so that one that is not there can be deleted.
        var commands = string.Concat(NftNames.All(interfaceName).Select(table => $"table inet {table}\ndelete table inet {table}\n"));
        var rules = await processes.RunAsync("nft", ["-f", "-"], commands, cancellationToken);
        if (rules.ExitCode != 0)
        {
            left.Add($"tables of nftables ({rules.Error.Trim()})");
        }

        RemoveFiles();
        return left.Count == 0 ? null : string.Join("; ", left);
    }

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
        => (await processes.RunAsync("ip", ["link", "show", "dev", interfaceName], null, cancellationToken)).ExitCode == 0;

    private void RemoveFiles()
    {
        if (!Directory.Exists(stateDirectory))
        {
            return;
        }

        foreach (var file in OwnFiles.SelectMany(name => new[] { name, NodeStore.TemporaryNameOf(name) }))
        {
            File.Delete(Path.Combine(stateDirectory, file));
        }

        try
        {
            Directory.Delete(stateDirectory);
        }
        catch (IOException)
        {
            // Somebody keeps something of theirs there, or it is a pod's mount.
        }
    }
}

using System.Globalization;

namespace MeshGate.NodeDaemon.Network;

/// <summary>Reads the kernel's counters of one interface (proc_net_dev(5)), in the calling process's network namespace.</summary>
public sealed class TunnelTraffic(string interfaceName) : ITunnelTraffic
{
    private const string Counters = "/proc/self/net/dev";
    private const int ReceivedPackets = 1;
    private const int SentPackets = 9;

    /// <inheritdoc/>
    public long? CountPackets()
    {
        try
        {
            return Parse(File.ReadLines(Counters), interfaceName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Finds the interface's line and adds up its packets.</summary>
    public static long? Parse(IEnumerable<string> lines, string interfaceName)
    {
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || line[..colon].Trim() != interfaceName)
            {
                continue;
            }

            var numbers = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return numbers.Length > SentPackets
                && long.TryParse(numbers[ReceivedPackets], CultureInfo.InvariantCulture, out var received)
                && long.TryParse(numbers[SentPackets], CultureInfo.InvariantCulture, out var sent)
                ? received + sent
                : null;
        }

        return null;
    }
}

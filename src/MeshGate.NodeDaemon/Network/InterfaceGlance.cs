using System.Security.Cryptography;
using System.Text;

namespace MeshGate.NodeDaemon.Network;

/// <summary>What the kernel's files say of an interface's routes, IPv6 addresses and MTU (proc(5)): enough to tell whether anybody changed it, without a process.</summary>
public static class InterfaceGlance
{
    /// <summary>The longest table that is read, in bytes: a machine with more routes than some ten thousands is asked in another way.</summary>
    public const int Most = 4 * 1024 * 1024;

    /// <summary>Columns of <c>ipv6_route</c> that stay as they are for as long as the route does: the others count its users.</summary>
    private static readonly int[] LastingColumns = [0, 1, 4, 5, 8];

    /// <summary>Looks at an interface.</summary>
    /// <param name="interfaceName">The interface.</param>
    /// <param name="tables">Where the tables are.</param>
    /// <param name="interfaces">Where the interfaces are.</param>
    /// <returns>The same for as long as nothing changes; null where there is no such interface, or too much to read.</returns>
    public static string? Of(string interfaceName, string tables = "/proc/net", string interfaces = "/sys/class/net")
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

            // As text: files of sysfs say that they are a page long, and read as bytes they would end too early.
            hash.AppendData(Encoding.ASCII.GetBytes(File.ReadAllText($"{interfaces}/{interfaceName}/mtu")));
            hash.AppendData(Encoding.ASCII.GetBytes(File.ReadAllText($"{interfaces}/{interfaceName}/flags")));
            return Take(hash, $"{tables}/route", interfaceName, words => words[0], words => string.Join(' ', words))
                && Take(hash, $"{tables}/ipv6_route", interfaceName, words => words[^1], words => string.Join(' ', LastingColumns.Select(column => words[column])))
                && Take(hash, $"{tables}/if_inet6", interfaceName, words => words[^1], words => words[0])
                ? Convert.ToHexString(hash.GetCurrentHash())
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static bool Take(IncrementalHash hash, string table, string interfaceName, Func<string[], string> interfaceOf, Func<string[], string> lasting)
    {
        // Without IPv6 in the kernel two of the tables are not there.
        if (!File.Exists(table))
        {
            return true;
        }

        var read = 0;
        foreach (var line in File.ReadLines(table))
        {
            read += line.Length;
            if (read > Most)
            {
                return false;
            }

            if (line.Contains(interfaceName, StringComparison.Ordinal) && line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words && interfaceOf(words) == interfaceName)
            {
                hash.AppendData(Encoding.ASCII.GetBytes(lasting(words) + "\n"));
            }
        }

        return true;
    }
}

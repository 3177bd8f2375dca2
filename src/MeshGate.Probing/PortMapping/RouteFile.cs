using System.Globalization;
using System.Net;

namespace MeshGate.Probing.PortMapping;

/// <summary>Reads <c>/proc/net/route</c>.</summary>
public static class RouteFile
{
    /// <summary>Where the kernel shows its IPv4 routes.</summary>
    public const string Path = "/proc/net/route";

    private const int UpAndGateway = 0x0003;
    private const int Reject = 0x0200;

    /// <summary>Interface and gateway of the default route with the lowest metric, but for those of <paramref name="tunnel"/>.</summary>
    /// <param name="lines">The file's lines, with the heading.</param>
    /// <param name="tunnel">The tunnel's interface.</param>
    public static (string Interface, IPAddress Gateway)? FindDefault(IEnumerable<string> lines, string tunnel)
    {
        (string Interface, IPAddress Gateway)? best = null;
        var lowest = uint.MaxValue;
        foreach (var line in lines.Skip(1))
        {
            // Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
            var fields = line.Split('\t', StringSplitOptions.TrimEntries);
            if (fields.Length >= 8
                && fields[0] != tunnel
                && Hex(fields[1]) == 0
                && Hex(fields[7]) == 0
                && Hex(fields[3]) is { } flags
                && (flags & (UpAndGateway | Reject)) == UpAndGateway
                && Hex(fields[2]) is { } gateway and not 0
                && uint.TryParse(fields[6], NumberStyles.None, CultureInfo.InvariantCulture, out var metric)
                && (best is null || metric < lowest))
            {
                // The kernel prints the bytes of the address, in network order, as a number of its own order.
                best = (fields[0], new IPAddress(BitConverter.GetBytes(gateway)));
                lowest = metric;
            }
        }

        return best;
    }

    private static uint? Hex(string text)
        => uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}

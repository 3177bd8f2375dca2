using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Core.Addressing;

/// <summary>The address ranges of a mesh: an IPv4 range, an IPv6 range, or one of each.</summary>
public sealed class MeshNetwork
{
    private MeshNetwork(ImmutableArray<AddressRange> ranges) => Ranges = ranges;

    /// <summary>The ranges, IPv4 first.</summary>
    public ImmutableArray<AddressRange> Ranges { get; }

    /// <summary>Reads ranges in CIDR notation; says what is wrong where there is none, one is malformed or a family comes twice.</summary>
    public static bool TryParse(
        IEnumerable<string> cidrs,
        [NotNullWhen(true)] out MeshNetwork? network,
        [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(cidrs);
        network = null;
        var ranges = new List<AddressRange>();
        foreach (string cidr in cidrs)
        {
            if (!AddressRange.TryParse(cidr, out AddressRange? range))
            {
                error = $"'{cidr}' is not a usable range: write the lowest address and a prefix length, IPv4 /8 to /30 or IPv6 /16 to /126.";
                return false;
            }

            if (ranges.Exists(other => other.Family == range.Family))
            {
                error = $"'{cidr}' is a second range of its family: a mesh has at most one IPv4 and one IPv6 range.";
                return false;
            }

            ranges.Add(range);
        }

        if (ranges.Count == 0)
        {
            error = "A mesh needs at least one address range.";
            return false;
        }

        network = new MeshNetwork([.. ranges.OrderBy(range => range.Family == AddressFamily.InterNetworkV6)]);
        error = null;
        return true;
    }

    /// <summary>Whether a node may have the address in one of the ranges.</summary>
    public bool IsAssignable(IPAddress address) => Ranges.Any(range => range.IsAssignable(address));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Ranges);
}

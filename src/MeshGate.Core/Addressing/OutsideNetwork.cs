using System.Globalization;
using System.Net;

namespace MeshGate.Core.Addressing;

/// <summary>Networks outside the mesh that gateways stand before, in CIDR notation.</summary>
public static class OutsideNetwork
{
    private static readonly IPNetwork[] Unroutable =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("::1/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Reads a network strictly: the address must be its lowest.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? TryRead(string? text, out IPNetwork network)
    {
        network = default;
        int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (text is null || slash < 0 || !MeshAddress.TryParse(text[..slash], out IPAddress? address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int prefix)
            || prefix > address.GetAddressBytes().Length * 8)
        {
            return "must be a network in CIDR notation";
        }

        // The platform's parser clears the bits behind the prefix; a person who wrote them meant something else.
        if (!IPNetwork.TryParse($"{address}/{prefix}", out network) || !network.BaseAddress.Equals(address))
        {
            return "must have the network's lowest address before the slash";
        }

        IPNetwork read = network;
        return Unroutable.Any(range => Contains(range, read)) ? "must not be loopback, link-local or multicast" : null;
    }

    /// <summary>Whether the inner network lies in the outer one or is the same.</summary>
    public static bool Contains(IPNetwork outer, IPNetwork inner)
        => outer.BaseAddress.AddressFamily == inner.BaseAddress.AddressFamily
            && outer.PrefixLength <= inner.PrefixLength
            && outer.Contains(inner.BaseAddress);

    /// <summary>Whether the network lies in one of the mesh's own ranges, where it would take addresses from nodes.</summary>
    public static bool IsInside(IPNetwork network, MeshNetwork mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.Ranges.Any(range => Contains(new IPNetwork(range.Network, range.PrefixLength), network));
    }
}

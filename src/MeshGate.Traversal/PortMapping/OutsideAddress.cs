using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.PortMapping;

/// <summary>Judges what a router says of its outside: a router behind another NAT has an address there that nobody can reach.</summary>
public static class OutsideAddress
{
    private static readonly (IPNetwork Range, string Name)[] Inside =
    [
        (IPNetwork.Parse("10.0.0.0/8"), "a private address"),
        (IPNetwork.Parse("172.16.0.0/12"), "a private address"),
        (IPNetwork.Parse("192.168.0.0/16"), "a private address"),
        (IPNetwork.Parse("100.64.0.0/10"), "an address of a carrier's NAT"),
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address"),
        (IPNetwork.Parse("127.0.0.0/8"), "a loopback address"),
        (IPNetwork.Parse("0.0.0.0/8"), "no address"),
        (IPNetwork.Parse("192.0.0.0/29"), "an address of a carrier's NAT"),
        (IPNetwork.Parse("224.0.0.0/3"), "no host's address"),
    ];

    /// <summary>What kind of address it is, as "a private address", where the internet cannot reach it; null where it might.</summary>
    public static string? Reject(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork)
        {
            return "no IPv4 address";
        }

        foreach ((IPNetwork range, string name) in Inside)
        {
            if (range.Contains(address))
            {
                return name;
            }
        }

        return null;
    }
}

using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.Discovery;

/// <summary>Refuses what no host can have as its public address: an answer is a stranger's word.</summary>
public static class ReflexiveAddress
{
    /// <summary>Why an address is refused; null when it is not.</summary>
    public static string? Reject(IPEndPoint? mapped, IPAddress server)
    {
        if (mapped is null)
        {
            return "its answer names no address";
        }

        IPAddress address = mapped.Address;
        bool four = address.AddressFamily == AddressFamily.InterNetwork;
        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out _);
        bool usable = mapped.Port != 0
            && address.AddressFamily == server.AddressFamily
            && !(four ? bytes[0] is 0 or >= 224 : address.IsIPv6Multicast || address.IsIPv4MappedToIPv6 || address.Equals(IPAddress.IPv6Any))
            && (!IPAddress.IsLoopback(address) || IPAddress.IsLoopback(server));
        return usable ? null : $"it claims the impossible address {mapped}";
    }
}

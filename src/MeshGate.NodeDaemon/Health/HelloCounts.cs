using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshGate.NodeDaemon.Health;

/// <summary>
/// How many hellos passed the tunnel from and to each mesh address, whether it is watched or not: a peer that found its path first sends them
/// before this end watches, and what was not counted would be taken for traffic. For one thread at a time.
/// </summary>
public sealed class HelloCounts
{
    /// <summary>WireGuard's header and tag, and the hello's IP packet padded to 16 bytes.</summary>
    private const int IPv4Bytes = 32 + 64;
    private const int IPv6Bytes = 32 + 80;

    /// <summary>The most addresses that are remembered of whom nobody watches; a peer may send from each of its networks' addresses.</summary>
    private const int Most = 4096;

    private readonly Dictionary<UInt128, long> _hellos = [];

    /// <summary>Counts one.</summary>
    /// <param name="address">The key of the mesh address at the other end: its IPv6 or IPv4-mapped form, in network byte order.</param>
    /// <param name="isWatched">Whether it is a watched peer's, for whom there is always room.</param>
    public void Add(UInt128 address, bool isWatched)
    {
        if (isWatched || _hellos.Count < Most || _hellos.ContainsKey(address))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_hellos, address, out _)++;
        }
    }

    /// <summary>How many bytes of WireGuard's they were.</summary>
    public long BytesOf(IPAddress address)
        => _hellos.GetValueOrDefault(HelloSocket.KeyOf(address)) * (address.AddressFamily == AddressFamily.InterNetwork ? IPv4Bytes : IPv6Bytes);
}

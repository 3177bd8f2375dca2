using System.Net;
using System.Net.Sockets;

namespace MeshGate.NodeDaemon.Tests.Guests;

/// <summary>Makes IP packets.</summary>
internal static class StrayPackets
{
    /// <summary>A UDP packet of a few bytes; its checksums are nobody's concern.</summary>
    public static byte[] Udp(string from, string to, byte mark = 0) => Make(from, to, 17, [0, 53, 0, 53, 0, 9, 0, 0, mark]);

    public static byte[] Make(string from, string to, byte protocol, byte[] payload)
    {
        var (source, destination) = (IPAddress.Parse(from), IPAddress.Parse(to));
        byte[] header = source.AddressFamily == AddressFamily.InterNetwork
            ? [0x45, 0, 0, (byte)(20 + payload.Length), 0, 1, 0, 0, 64, protocol, 0, 0]
            : [0x60, 0, 0, 0, 0, (byte)payload.Length, protocol, 64];
        return [.. header, .. source.GetAddressBytes(), .. destination.GetAddressBytes(), .. payload];
    }
}

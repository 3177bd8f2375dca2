namespace MeshGate.NodeDaemon.Network;

/// <summary>The checksum of IP and ICMP headers (RFC 1071).</summary>
internal static class InternetChecksum
{
    /// <summary>The checksum of bytes whose checksum field is zero.</summary>
    /// <param name="bytes">The header, or for ICMP the whole message.</param>
    /// <param name="start">The <see cref="Sum"/> of what else is covered, as ICMPv6's pseudo-header is.</param>
    public static ushort Of(ReadOnlySpan<byte> bytes, uint start = 0)
    {
        var sum = start + Sum(bytes);
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    /// <summary>The sum of the 16-bit words, not folded; the last is filled up with zero.</summary>
    public static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            sum += (uint)(bytes[i] << 8) | (i + 1 < bytes.Length ? bytes[i + 1] : 0u);
        }

        return sum;
    }
}

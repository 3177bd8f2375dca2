using System.Text;

namespace MeshGate.Traversal.PortMapping.Upnp;

/// <summary>
/// Reads from a router's notices that it is there (UPnP Device Architecture, section 1.2) whether it is still the same: one that
/// restarted has another BOOTID or describes itself elsewhere. Notices are hostile: bounded work, and no exception.
/// </summary>
public static class SsdpNotice
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const int MaxHeaders = 64;

    /// <summary>Reads a notice.</summary>
    /// <param name="datagram">The notice.</param>
    /// <param name="life">Differs, but for chance, after the router has restarted.</param>
    /// <returns>Whether it is a notice of something that is there.</returns>
    public static bool TryReadAlive(ReadOnlySpan<byte> datagram, out ulong life)
    {
        life = Basis;
        if (datagram.Length > UpnpLimits.MaxReply || !datagram.StartsWith("NOTIFY * HTTP/1.1"u8))
        {
            return false;
        }

        bool isAlive = false;
        ReadOnlySpan<byte> rest = datagram;
        for (int i = 0; i < MaxHeaders && rest.Length > 0; i++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            int colon = line.IndexOf((byte)':');
            if (colon < 0)
            {
                continue;
            }

            ReadOnlySpan<byte> name = line[..colon];
            ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t\r"u8);
            isAlive |= Ascii.EqualsIgnoreCase(name, "NTS"u8) && Ascii.EqualsIgnoreCase(value, "ssdp:alive"u8);
            if (Ascii.EqualsIgnoreCase(name, "LOCATION"u8) || Ascii.EqualsIgnoreCase(name, "BOOTID.UPNP.ORG"u8))
            {
                life = Mix(life, line);
            }
        }

        return isAlive;
    }

    /// <summary>FNV-1a: nothing depends on it but how soon the router is asked.</summary>
    private static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}

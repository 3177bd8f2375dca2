using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Core.Addressing;

/// <summary>
/// A range of mesh addresses in CIDR notation. Addresses that nodes may be given are counted by position, from 0: the network
/// address, the one after it and IPv4's broadcast address are left out.
/// </summary>
public sealed record AddressRange
{
    private const int Reserved = 2;
    private readonly UInt128 _base;

    private AddressRange(IPAddress network, int prefixLength)
    {
        Network = network;
        PrefixLength = prefixLength;
        _base = ToNumber(network);
    }

    /// <summary>The lowest address of the range.</summary>
    public IPAddress Network { get; }

    /// <summary>Leading bits that all addresses of the range share.</summary>
    public int PrefixLength { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => Network.AddressFamily;

    /// <summary>How many addresses nodes may be given; at least 1.</summary>
    public UInt128 Capacity => Size - Reserved - (UInt128)(Family == AddressFamily.InterNetwork ? 1 : 0);

    private int Bits => Family == AddressFamily.InterNetwork ? 32 : 128;

    private UInt128 Size => UInt128.One << (Bits - PrefixLength);

    /// <summary>
    /// Reads a range such as <c>100.96.0.0/16</c>. The address must be the range's lowest. IPv4 takes prefix lengths 8 to 30,
    /// IPv6 16 to 126.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (text is null || slash < 0 || !MeshAddress.TryParse(text[..slash], out IPAddress? network)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int prefixLength))
        {
            return false;
        }

        bool isIPv4 = network.AddressFamily == AddressFamily.InterNetwork;
        if (prefixLength < (isIPv4 ? 8 : 16) || prefixLength > (isIPv4 ? 30 : 126))
        {
            return false;
        }

        var candidate = new AddressRange(network, prefixLength);
        if ((candidate._base & (candidate.Size - 1)) != 0)
        {
            return false;
        }

        range = candidate;
        return true;
    }

    /// <summary>Whether the address lies in the range, whatever it is there.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == Family && ToNumber(address) >= _base && ToNumber(address) - _base < Size;
    }

    /// <summary>Whether a node may have the address: in the range, and neither its network nor its broadcast address.</summary>
    public bool IsAssignable(IPAddress address)
    {
        if (!Contains(address))
        {
            return false;
        }

        UInt128 offset = ToNumber(address) - _base;
        return offset != 0 && (Family == AddressFamily.InterNetworkV6 || offset != Size - 1);
    }

    /// <summary>The address at a position from 0 to <see cref="Capacity"/> - 1.</summary>
    public IPAddress At(UInt128 position)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Capacity);
        return ToAddress(_base + Reserved + position);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Network}/{PrefixLength}";

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private IPAddress ToAddress(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(Family == AddressFamily.InterNetwork ? bytes[12..] : bytes);
    }
}

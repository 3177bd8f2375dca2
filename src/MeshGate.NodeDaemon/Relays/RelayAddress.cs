using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MeshGate.NodeDaemon.Relays;

/// <summary>An address as the kernel has it: <c>struct sockaddr_in6</c>, in which IPv4 addresses are mapped.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct RelayAddress
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 28;

    private const ushort InternetworkV6 = 10;

    private ushort _family;
    private ushort _port;
    private uint _flow;
    private ulong _high;
    private ulong _low;
    private uint _scope;

    /// <summary>The kernel's form of an address.</summary>
    public static RelayAddress From(IPEndPoint address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.Address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new RelayAddress
        {
            _family = InternetworkV6,
            _port = BinaryPrimitives.ReverseEndianness((ushort)address.Port),
            _high = MemoryMarshal.Read<ulong>(bytes),
            _low = MemoryMarshal.Read<ulong>(bytes[8..]),
            _scope = address.AddressFamily == AddressFamily.InterNetworkV6 ? (uint)address.Address.ScopeId : 0,
        };
    }

    /// <summary>Whether two are the same address and port.</summary>
    public readonly bool IsSame(in RelayAddress other) => _low == other._low && _port == other._port && _high == other._high;

    /// <summary>The same for everybody else.</summary>
    public readonly IPEndPoint ToEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, _high);
        MemoryMarshal.Write(bytes[8..], _low);
        var address = new IPAddress(bytes, _scope);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, BinaryPrimitives.ReverseEndianness(_port));
    }
}

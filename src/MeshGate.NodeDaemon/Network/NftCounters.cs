using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace MeshGate.NodeDaemon.Network;

/// <summary>
/// Asks the kernel for counters of nftables by netlink (netlink(7), <c>linux/netfilter/nf_tables.h</c>). What is read each second is too much for
/// the <c>nft</c> program, which takes some ten milliseconds of a processor to start.
/// </summary>
public sealed partial class NftCounters : INftCounters
{
    private const int Netlink = 16;
    private const int RawSocket = 3;
    private const int CloseOnExec = 0x80000;
    private const int NetfilterProtocol = 12;
    private const int NetlinkHeader = 16;
    private const int Headers = NetlinkHeader + 4;
    private const int AttributeHeader = 4;
    private const ushort TypeMask = 0x3fff;
    private const ushort GetObject = (10 << 8) | 19;
    private const ushort NewObject = (10 << 8) | 18;
    private const ushort IsRequest = 1;
    private const byte FamilyInet = 1;
    private const ushort TableAttribute = 1;
    private const ushort NameAttribute = 2;
    private const ushort TypeAttribute = 3;
    private const ushort DataAttribute = 4;
    private const ushort PacketsAttribute = 2;
    private const uint CounterType = 1;
    private const int MaxAnswer = 4096;

    /// <inheritdoc/>
    public long? PacketsOf(string table, string counter)
    {
        try
        {
            using var socket = Open();
            socket.Send(Request(table, counter));
            var answer = new byte[MaxAnswer];
            return PacketsIn(answer.AsSpan(0, socket.Receive(answer)));
        }
        catch (SocketException error)
        {
            throw new IOException($"Netlink: {error.Message}", error);
        }
    }

    /// <summary>The question for one counter of a table of the family inet.</summary>
    public static byte[] Request(string table, string counter)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(counter);
        var type = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(type, CounterType);
        byte[] attributes = [.. Attribute(TableAttribute, Text(table)), .. Attribute(NameAttribute, Text(counter)), .. Attribute(TypeAttribute, type)];
        var message = new byte[Headers + attributes.Length];
        MemoryMarshal.Write(message, message.Length);
        MemoryMarshal.Write(message.AsSpan(4), GetObject);
        MemoryMarshal.Write(message.AsSpan(6), IsRequest);
        message[NetlinkHeader] = FamilyInet;
        attributes.CopyTo(message, Headers);
        return message;
    }

    /// <summary>The packets that an answer tells; null where it tells of no counter.</summary>
    public static long? PacketsIn(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < Headers || MemoryMarshal.Read<int>(answer) is var length && (length < Headers || length > answer.Length) || MemoryMarshal.Read<ushort>(answer[4..]) != NewObject)
        {
            return null;
        }

        var packets = Find(Find(answer[Headers..length], DataAttribute), PacketsAttribute);
        return packets.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(packets) : null;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, ushort wanted)
    {
        while (attributes.Length >= AttributeHeader)
        {
            var length = MemoryMarshal.Read<ushort>(attributes);
            if (length < AttributeHeader || length > attributes.Length)
            {
                break;
            }

            if ((MemoryMarshal.Read<ushort>(attributes[2..]) & TypeMask) == wanted)
            {
                return attributes[AttributeHeader..length];
            }

            attributes = attributes[Math.Min(Aligned(length), attributes.Length)..];
        }

        return [];
    }

    private static byte[] Attribute(ushort type, byte[] value)
    {
        var attribute = new byte[Aligned(AttributeHeader + value.Length)];
        MemoryMarshal.Write(attribute, (ushort)(AttributeHeader + value.Length));
        MemoryMarshal.Write(attribute.AsSpan(2), type);
        value.CopyTo(attribute, AttributeHeader);
        return attribute;
    }

    private static byte[] Text(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    private static int Aligned(int length) => (length + 3) & ~3;

    private static Socket Open()
    {
        var descriptor = NativeSocket(Netlink, RawSocket | CloseOnExec, NetfilterProtocol);
        return descriptor >= 0 ? new Socket(new SafeSocketHandle(descriptor, ownsHandle: true)) : throw new IOException($"Netlink: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int NativeSocket(int family, int type, int protocol);
}

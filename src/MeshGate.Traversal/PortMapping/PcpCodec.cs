using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace MeshGate.Traversal.PortMapping;

/// <summary>Writes PCP requests and reads responses (RFC 6887): bounded work on hostile bytes, and no exception.</summary>
public static class PcpCodec
{
    /// <summary>The port that PCP and NAT-PMP servers listen on.</summary>
    public const int ServerPort = 5351;

    /// <summary>The port on which clients hear announcements.</summary>
    public const int AnnouncementPort = 5350;

    /// <summary>The length of an ANNOUNCE request in bytes.</summary>
    public const int AnnounceLength = 24;

    /// <summary>The length of a MAP request in bytes.</summary>
    public const int MapLength = 60;

    internal const byte Version = 2;
    internal const byte Udp = 17;

    private const int MaxLength = 1100;
    private const byte ResponseBit = 0x80;

    /// <summary>Writes an ANNOUNCE request, whose response tells the epoch.</summary>
    /// <param name="destination">At least <see cref="AnnounceLength"/> bytes.</param>
    /// <param name="client">The address that the request is sent from.</param>
    public static void EncodeAnnounce(Span<byte> destination, IPAddress client)
        => WriteHeader(destination[..AnnounceLength], PcpOpcode.Announce, 0, client);

    /// <summary>Writes a MAP request for UDP.</summary>
    /// <param name="destination">At least <see cref="MapLength"/> bytes.</param>
    /// <param name="request">What is wanted.</param>
    public static void EncodeMap(Span<byte> destination, in PcpMapRequest request)
    {
        destination = destination[..MapLength];
        WriteHeader(destination, PcpOpcode.Map, request.LifetimeSeconds, request.Client);
        Span<byte> body = destination[AnnounceLength..];
        request.Nonce.CopyTo(body);
        body[12] = Udp;
        BinaryPrimitives.WriteUInt16BigEndian(body[16..], (ushort)request.InternalPort);
        BinaryPrimitives.WriteUInt16BigEndian(body[18..], (ushort)request.SuggestedPort);

        // Any address of the client's own family (section 11.1): all zeros, IPv4 as ::ffff:0.0.0.0.
        if (request.Client.AddressFamily == AddressFamily.InterNetwork)
        {
            body[30..32].Fill(0xff);
        }
    }

    /// <summary>Reads a response of version 2. Whether it is ours is the caller's to check.</summary>
    public static bool TryReadResponse(ReadOnlySpan<byte> datagram, out PcpResponse response)
    {
        response = default;
        if (datagram.Length is < AnnounceLength or > MaxLength
            || (datagram.Length & 3) != 0
            || datagram[0] != Version
            || (datagram[1] & ResponseBit) == 0
            || (datagram[1] & ~ResponseBit) > (byte)PcpOpcode.Map)
        {
            return false;
        }

        var opcode = (PcpOpcode)(datagram[1] & ~ResponseBit);
        var result = (PcpResult)datagram[3];
        PcpMapping? mapping = null;
        if (opcode == PcpOpcode.Map && datagram.Length >= MapLength)
        {
            mapping = ReadMapping(datagram[AnnounceLength..MapLength]);
        }
        else if (opcode == PcpOpcode.Map && result == PcpResult.Success)
        {
            return false;
        }

        response = new PcpResponse(
            opcode, result, BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]), BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]), mapping);
        return true;
    }

    private static PcpMapping ReadMapping(ReadOnlySpan<byte> body)
    {
        var address = new IPAddress(body[20..36]);
        return new PcpMapping(
            MappingNonce.FromBytes(body[..MappingNonce.Length]),
            body[12],
            BinaryPrimitives.ReadUInt16BigEndian(body[16..]),
            new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, BinaryPrimitives.ReadUInt16BigEndian(body[18..])));
    }

    private static void WriteHeader(Span<byte> message, PcpOpcode opcode, uint lifetime, IPAddress client)
    {
        message.Clear();
        message[0] = Version;
        message[1] = (byte)opcode;
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], lifetime);
        _ = client.MapToIPv6().TryWriteBytes(message[8..], out _);
    }
}

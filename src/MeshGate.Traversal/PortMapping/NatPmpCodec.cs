using System.Buffers.Binary;
using System.Net;

namespace MeshGate.Traversal.PortMapping;

/// <summary>Writes NAT-PMP requests and reads responses (RFC 6886): bounded work on hostile bytes, and no exception.</summary>
public static class NatPmpCodec
{
    /// <summary>The length of a request for the outside address in bytes.</summary>
    public const int AddressRequestLength = 2;

    /// <summary>The length of a mapping request in bytes.</summary>
    public const int MapRequestLength = 12;

    private const byte Version = 0;
    private const byte ResponseBit = 0x80;
    private const byte AddressOpcode = 0;
    private const byte MapUdpOpcode = 1;
    private const int ErrorLength = 8;
    private const int AddressLength = 12;
    private const int MapLength = 16;

    /// <summary>Writes a request for the outside address.</summary>
    /// <param name="destination">At least <see cref="AddressRequestLength"/> bytes.</param>
    public static void EncodeAddressRequest(Span<byte> destination) => destination[..AddressRequestLength].Clear();

    /// <summary>Writes a request to map a UDP port.</summary>
    /// <param name="destination">At least <see cref="MapRequestLength"/> bytes.</param>
    /// <param name="internalPort">The port on this machine, 1 to 65535.</param>
    /// <param name="suggestedPort">The wished outside port; 0 for any, and when deleting.</param>
    /// <param name="lifetimeSeconds">The wished lifetime; 0 deletes the mapping.</param>
    public static void EncodeMapRequest(Span<byte> destination, int internalPort, int suggestedPort, uint lifetimeSeconds)
    {
        destination = destination[..MapRequestLength];
        destination.Clear();
        destination[1] = MapUdpOpcode;
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)internalPort);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], (ushort)suggestedPort);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], lifetimeSeconds);
    }

    /// <summary>Reads a response. Errors may be short (section 3.5); successes have exactly their length.</summary>
    public static bool TryReadResponse(ReadOnlySpan<byte> datagram, out NatPmpResponse response)
    {
        response = default;
        if (datagram.Length is < ErrorLength or > MapLength
            || datagram[0] != Version
            || datagram[1] is not (ResponseBit | AddressOpcode) and not (ResponseBit | MapUdpOpcode))
        {
            return false;
        }

        bool isMapping = datagram[1] == (ResponseBit | MapUdpOpcode);
        var result = (NatPmpResult)BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        uint epoch = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]);
        if (result != NatPmpResult.Success)
        {
            response = new NatPmpResponse(isMapping, result, epoch, null, 0, 0, 0);
            return true;
        }

        if (datagram.Length != (isMapping ? MapLength : AddressLength))
        {
            return false;
        }

        response = isMapping
            ? new NatPmpResponse(
                true,
                result,
                epoch,
                null,
                BinaryPrimitives.ReadUInt16BigEndian(datagram[8..]),
                BinaryPrimitives.ReadUInt16BigEndian(datagram[10..]),
                BinaryPrimitives.ReadUInt32BigEndian(datagram[12..]))
            : new NatPmpResponse(false, result, epoch, new IPAddress(datagram[8..]), 0, 0, 0);
        return true;
    }
}

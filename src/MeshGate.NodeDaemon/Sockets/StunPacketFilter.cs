using System.Net.Sockets;

namespace MeshGate.NodeDaemon.Sockets;

/// <summary>
/// Classic BPF programs that pass to a raw UDP socket only STUN messages (RFC 8489: magic cookie at byte 4) for one port.
/// IPv4 sockets see the IP header, whose length varies with options; IPv6 sockets begin at the UDP header.
/// </summary>
public static class StunPacketFilter
{
    private const ushort LoadWordAbsolute = 0x20;
    private const ushort LoadHalfAbsolute = 0x28;
    private const ushort LoadWordIndexed = 0x40;
    private const ushort LoadHalfIndexed = 0x48;
    private const ushort LoadHeaderLength = 0xb1;
    private const ushort JumpEqual = 0x15;
    private const ushort JumpAnyBit = 0x45;
    private const ushort Return = 0x06;
    private const uint MagicCookie = 0x2112A442;
    private const uint FragmentOffsetMask = 0x1fff;

    /// <summary>Drops everything: attached first, so that nothing unfiltered waits in the queue.</summary>
    public static IReadOnlyList<BpfInstruction> DropAll { get; } = [new(Return, 0, 0, 0)];

    /// <summary>Passes STUN messages to <paramref name="port"/>.</summary>
    public static IReadOnlyList<BpfInstruction> For(AddressFamily family, ushort port) => family == AddressFamily.InterNetwork
        ?
        [
            new(LoadHalfAbsolute, 0, 0, 6),
            new(JumpAnyBit, 6, 0, FragmentOffsetMask),
            new(LoadHeaderLength, 0, 0, 0),
            new(LoadHalfIndexed, 0, 0, 2),
            new(JumpEqual, 0, 3, port),
            new(LoadWordIndexed, 0, 0, 12),
            new(JumpEqual, 0, 1, MagicCookie),
            new(Return, 0, 0, 0xffff),
            new(Return, 0, 0, 0),
        ]
        :
        [
            new(LoadHalfAbsolute, 0, 0, 2),
            new(JumpEqual, 0, 3, port),
            new(LoadWordAbsolute, 0, 0, 12),
            new(JumpEqual, 0, 1, MagicCookie),
            new(Return, 0, 0, 0xffff),
            new(Return, 0, 0, 0),
        ];
}

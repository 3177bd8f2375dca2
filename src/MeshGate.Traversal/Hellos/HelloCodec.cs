using System.Buffers.Binary;
using MeshGate.Core.Health;

namespace MeshGate.Traversal.Hellos;

/// <summary>
/// The bytes of a hello: 32, big-endian. Mark and version, state, flags, interval in ms, own session, sequence, heard session, heard
/// sequence, those heard before it, and the time it was held in µs. It travels inside the tunnel, which has authenticated and encrypted
/// it; what a peer may write into it is doubted all the same.
/// </summary>
public static class HelloCodec
{
    /// <summary>Bytes of a hello.</summary>
    public const int Length = 32;

    /// <summary>The UDP port of the mesh address at which hellos are taken.</summary>
    public const int Port = 51819;

    /// <summary>"MGH" and the version.</summary>
    private const uint Mark = 0x4d474801;
    private const byte Poll = 1;
    private const byte Active = 2;

    /// <summary>Writes a hello.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <param name="hello">What to say; times beyond what fits are cut off.</param>
    public static void Write(Span<byte> destination, in Hello hello)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Mark);
        destination[4] = (byte)hello.State;
        destination[5] = (byte)((hello.IsPoll ? Poll : 0) | (hello.IsActive ? Active : 0));
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], (ushort)Math.Clamp(hello.Interval.Ticks / TimeSpan.TicksPerMillisecond, 1, ushort.MaxValue));
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], hello.Session);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], hello.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], hello.HeardSession);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], hello.Heard);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], hello.HeardBefore);
        BinaryPrimitives.WriteUInt32BigEndian(destination[28..], (uint)Math.Clamp(hello.Held.Ticks / TimeSpan.TicksPerMicrosecond, 0, uint.MaxValue));
    }

    /// <summary>Reads a hello. Flags that are not known are left to newer versions; everything else must be as it is written.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out Hello hello)
    {
        hello = default;
        if (datagram.Length != Length || BinaryPrimitives.ReadUInt32BigEndian(datagram) != Mark || datagram[4] > (byte)HelloState.Down)
        {
            return false;
        }

        uint session = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]);
        uint sequence = BinaryPrimitives.ReadUInt32BigEndian(datagram[12..]);
        ushort interval = BinaryPrimitives.ReadUInt16BigEndian(datagram[6..]);
        if (session == 0 || sequence == 0 || interval == 0)
        {
            return false;
        }

        hello = new Hello
        {
            Session = session,
            Sequence = sequence,
            HeardSession = BinaryPrimitives.ReadUInt32BigEndian(datagram[16..]),
            Heard = BinaryPrimitives.ReadUInt32BigEndian(datagram[20..]),
            HeardBefore = BinaryPrimitives.ReadUInt32BigEndian(datagram[24..]),
            Held = TimeSpan.FromMicroseconds((long)BinaryPrimitives.ReadUInt32BigEndian(datagram[28..])),
            Interval = TimeSpan.FromMilliseconds(interval),
            State = (HelloState)datagram[4],
            IsPoll = (datagram[5] & Poll) != 0,
            IsActive = (datagram[5] & Active) != 0,
        };
        return true;
    }
}

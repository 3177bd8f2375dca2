using System.Buffers.Binary;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.Turn.Attributes;

/// <summary>PASSWORD-ALGORITHMS and PASSWORD-ALGORITHM (RFC 8489, sections 14.11 and 14.12): how a key is made from a password.</summary>
public static class PasswordAlgorithms
{
    /// <summary>MD5's number (RFC 8489, section 18.5.1).</summary>
    public const ushort Md5 = 1;

    /// <summary>SHA-256's number.</summary>
    public const ushort Sha256 = 2;

    /// <summary>The best algorithm of a server's list that this codec has; zero when there is none or the list is malformed.</summary>
    public static ushort Choose(ReadOnlySpan<byte> list)
    {
        ushort best = 0;
        while (list.Length >= 4)
        {
            ushort algorithm = BinaryPrimitives.ReadUInt16BigEndian(list);
            int length = BinaryPrimitives.ReadUInt16BigEndian(list[2..]);
            int whole = 4 + ((length + 3) & ~3);
            if (whole > list.Length)
            {
                return 0;
            }

            if (length == 0 && algorithm is Md5 or Sha256)
            {
                best = Math.Max(best, algorithm);
            }

            list = list[whole..];
        }

        return list.IsEmpty ? best : (ushort)0;
    }

    /// <summary>Adds the server's list, sent back as it came, and the choice.</summary>
    public static void Write(ref StunMessageBuilder builder, ReadOnlySpan<byte> list, ushort choice)
    {
        builder.Add(StunAttributeType.PasswordAlgorithms, list);
        BinaryPrimitives.WriteUInt16BigEndian(builder.Add(StunAttributeType.PasswordAlgorithm, 4), choice);
    }
}

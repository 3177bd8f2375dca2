using System.Buffers;
using System.Text;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>In a request to a node that may not know its sender: the sender's MeshNode, where its key is to be found.</summary>
internal static class SenderName
{
    private static readonly SearchValues<byte> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-."u8);

    /// <summary>The longest name that is told, in bytes: longer ones leave no room for the rest. Such a node is found through relays.</summary>
    public const int MaxLength = 63;

    public static void Write(ref StunMessageBuilder builder, string name) => Encoding.ASCII.GetBytes(name, builder.Add(StunAttributeType.SenderName, name.Length));

    /// <summary>The name; null where there is none, or what stands there can be nobody's.</summary>
    public static string? Read(in StunMessage message)
        => message.TryGet(StunAttributeType.SenderName, out ReadOnlySpan<byte> value) && value.Length is > 0 and <= MaxLength && value[0] != '.' && value.IndexOfAnyExcept(Allowed) < 0
            ? Encoding.ASCII.GetString(value)
            : null;
}

using MeshGate.Traversal.Ice;
using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>Four bytes that say by what lent path a check goes: the receiver sees only the relay's address, which it may not know yet.</summary>
internal static class PathKind
{
    private const int Length = 4;

    public static void Write(ref StunMessageBuilder builder, RemoteCandidateKind kind)
    {
        if (!PathRank.IsDirect(kind))
        {
            builder.Add(StunAttributeType.PathKind, Length)[0] = (byte)PathRank.Tier(kind);
        }
    }

    public static RemoteCandidateKind? Read(in StunMessage message)
        => !message.TryGet(StunAttributeType.PathKind, out ReadOnlySpan<byte> value) || value.Length != Length
            ? null
            : value[0] switch
            {
                1 => RemoteCandidateKind.Relay,
                2 => RemoteCandidateKind.Turn,
                _ => null,
            };
}

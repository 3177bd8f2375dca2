using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>
/// Tells the peer that an initiation of the sender's WireGuard waits for the path, so that the peer begins no handshake itself: two that
/// cross cancel each other and cost five seconds (REKEY_TIMEOUT). An attribute without a value.
/// </summary>
internal static class HandshakeClaim
{
    /// <summary>Whether the claim is made; a value that came along is ignored.</summary>
    public static bool IsPresent(in StunMessage message) => message.Contains(StunAttributeType.Handshake);

    /// <summary>Adds the claim.</summary>
    public static void Write(ref StunMessageBuilder builder) => builder.Add(StunAttributeType.Handshake, 0);
}

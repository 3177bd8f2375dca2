namespace MeshGate.Traversal.Stun.Attributes;

/// <summary>USE-CANDIDATE (RFC 8445, section 7.1.2): the sender nominates the pair that this check travels on.</summary>
public static class UseCandidate
{
    /// <summary>Whether the attribute is there. It has no value; one that came along is ignored.</summary>
    public static bool IsPresent(in StunMessage message) => message.Contains(StunAttributeType.UseCandidate);

    /// <summary>Adds the attribute.</summary>
    public static void Write(ref StunMessageBuilder builder) => builder.Add(StunAttributeType.UseCandidate, 0);
}

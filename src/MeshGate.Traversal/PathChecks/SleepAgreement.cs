using MeshGate.Traversal.Stun;

namespace MeshGate.Traversal.PathChecks;

/// <summary>In a request: whether the session may sleep, for its sender has no use for it. In the response: the receiver agrees. It has no value.</summary>
internal static class SleepAgreement
{
    /// <summary>What it takes of a message, in bytes.</summary>
    public const int Length = StunConstants.AttributeHeaderLength;

    public static void Write(ref StunMessageBuilder builder) => builder.Add(StunAttributeType.Sleep, 0);

    public static bool IsPresent(in StunMessage message) => message.Contains(StunAttributeType.Sleep);
}

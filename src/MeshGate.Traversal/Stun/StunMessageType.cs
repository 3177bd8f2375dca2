namespace MeshGate.Traversal.Stun;

/// <summary>The 14-bit type of a message, in which the bits of the class lie between those of the method (RFC 8489, section 5).</summary>
/// <param name="Class">The class.</param>
/// <param name="Method">The method.</param>
public readonly record struct StunMessageType(StunClass Class, StunMethod Method)
{
    /// <summary>A Binding request.</summary>
    public static StunMessageType BindingRequest { get; } = new(StunClass.Request, StunMethod.Binding);

    /// <summary>A Binding success response.</summary>
    public static StunMessageType BindingSuccess { get; } = new(StunClass.Success, StunMethod.Binding);

    /// <summary>A Binding error response.</summary>
    public static StunMessageType BindingError { get; } = new(StunClass.Error, StunMethod.Binding);

    internal static bool TryDecode(ushort value, out StunMessageType type)
    {
        int method = (value & 0xf) | ((value >> 1) & 0x70) | ((value >> 2) & 0xf80);
        int @class = ((value >> 4) & 1) | ((value >> 7) & 2);
        type = new((StunClass)@class, (StunMethod)method);
        return value < 0x4000 && type.Method is StunMethod.Binding or StunMethod.Allocate or StunMethod.Refresh or StunMethod.Send
            or StunMethod.Data or StunMethod.CreatePermission or StunMethod.ChannelBind;
    }

    internal ushort Encode()
    {
        int method = (int)Method;
        int @class = (int)Class;
        return (ushort)((method & 0xf) | ((method & 0x70) << 1) | ((method & 0xf80) << 2)
            | ((@class & 1) << 4) | ((@class & 2) << 7));
    }
}

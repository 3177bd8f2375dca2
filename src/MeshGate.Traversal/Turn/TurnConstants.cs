namespace MeshGate.Traversal.Turn;

/// <summary>Numbers of TURN (RFC 8656) and the bounds of this client.</summary>
public static class TurnConstants
{
    /// <summary>The first channel number (RFC 8656, section 12).</summary>
    public const ushort FirstChannel = 0x4000;

    /// <summary>The last channel number.</summary>
    public const ushort LastChannel = 0x4FFF;

    /// <summary>Bytes before the data of a ChannelData message (RFC 8656, section 12.4).</summary>
    public const int ChannelHeaderLength = 4;

    /// <summary>How long a permission lasts (RFC 8656, section 9).</summary>
    public static readonly TimeSpan PermissionLifetime = TimeSpan.FromSeconds(300);

    /// <summary>How long a channel lasts (RFC 8656, section 12).</summary>
    public static readonly TimeSpan ChannelLifetime = TimeSpan.FromSeconds(600);

    /// <summary>The lifetime that is asked for, and the standard's default (RFC 8656, section 3.2).</summary>
    public static readonly TimeSpan AllocationLifetime = TimeSpan.FromSeconds(600);

    /// <summary>The most addresses of its peer that one allocation serves at a time.</summary>
    public const int MaxPeers = 24;

    /// <summary>The longest realm that is taken from a server, in bytes.</summary>
    public const int MaxRealm = 255;

    /// <summary>The longest nonce that is taken from a server, in bytes.</summary>
    public const int MaxNonce = 509;

    /// <summary>The longest list of password algorithms that is taken from a server, in bytes.</summary>
    public const int MaxPasswordAlgorithms = 64;
}

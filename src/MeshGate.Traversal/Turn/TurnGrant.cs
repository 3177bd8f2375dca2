using System.Net;

namespace MeshGate.Traversal.Turn;

/// <summary>A permission (<see cref="Channel"/> 0) or a channel that is held, or to be.</summary>
/// <param name="Peer">The peer's address; the port is 0 for a permission, which is for all ports (RFC 8656, section 9).</param>
/// <param name="Channel">The channel's number, or 0.</param>
/// <param name="IsWanted">Whether it is to be renewed. A channel that is not stays bound at the server until it expires.</param>
/// <param name="DueAt">When it is to be asked for.</param>
/// <param name="Until">When it expires at the server; null while it was never granted.</param>
/// <param name="IsToldRefused">Whether a refusal was told and nothing granted since.</param>
public sealed record TurnGrant(IPEndPoint Peer, ushort Channel, bool IsWanted, TimeSpan DueAt, TimeSpan? Until, bool IsToldRefused)
{
    /// <summary>How long it lasts.</summary>
    public TimeSpan Lifetime => Channel == 0 ? TurnConstants.PermissionLifetime : TurnConstants.ChannelLifetime;
}

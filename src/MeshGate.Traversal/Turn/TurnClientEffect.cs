using System.Collections.Immutable;
using System.Net;

namespace MeshGate.Traversal.Turn;

/// <summary>Something to be done for an allocation, or told about it.</summary>
public abstract record TurnClientEffect
{
    private TurnClientEffect()
    {
    }

    /// <summary>Send a message to the server.</summary>
    public sealed record Send(ReadOnlyMemory<byte> Message) : TurnClientEffect;

    /// <summary>The server allocated one relayed address, or one of each family.</summary>
    public sealed record Allocated(ImmutableArray<IPEndPoint> Relayed, IPEndPoint? Mapped, TimeSpan Lifetime) : TurnClientEffect;

    /// <summary>Data to and from a peer's address may go through a channel.</summary>
    public sealed record ChannelBound(IPEndPoint Peer, ushort Channel) : TurnClientEffect;

    /// <summary>The server does not serve a peer's address; it is asked again in a minute.</summary>
    public sealed record PeerRefused(IPEndPoint Peer, string Sentence) : TurnClientEffect;

    /// <summary>There is no allocation (any more).</summary>
    public sealed record Failed(TurnFailure Failure) : TurnClientEffect;

    /// <summary>The allocation was given back.</summary>
    public sealed record Released : TurnClientEffect;
}

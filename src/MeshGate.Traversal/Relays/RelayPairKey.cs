using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>Names a pair, whichever of its ends is named first.</summary>
public readonly record struct RelayPairKey
{
    private RelayPairKey(PublicKey smaller, PublicKey greater, PublicKey about) => (Smaller, Greater, About) = (smaller, greater, about);

    /// <summary>The smaller key.</summary>
    public PublicKey Smaller { get; }

    /// <summary>The greater key.</summary>
    public PublicKey Greater { get; }

    /// <summary>The end of the session that one of the two, a relay, stands for; zero where both are ends.</summary>
    public PublicKey About { get; }

    /// <summary>Names the pair of two nodes.</summary>
    /// <param name="one">One of them.</param>
    /// <param name="other">The other.</param>
    /// <param name="about">The end that one of them stands for; zero for none.</param>
    public static RelayPairKey Of(PublicKey one, PublicKey other, PublicKey about = default) => one < other ? new(one, other, about) : new(other, one, about);

    /// <summary>The pair that a node's request is about.</summary>
    /// <param name="node">The node.</param>
    /// <param name="message">What it says.</param>
    public static RelayPairKey Of(PublicKey node, RelayMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Kind switch
        {
            RelayMessageKind.ChainAsk or RelayMessageKind.ChainBind => Of(node, message.Via, message.Peer),
            RelayMessageKind.LinkAsk or RelayMessageKind.LinkBind => Of(node, message.Peer, message.Via),
            _ => Of(node, message.Peer),
        };
    }

    /// <summary>Whether a node is one of the two.</summary>
    public bool Has(PublicKey node) => node == Smaller || node == Greater;
}

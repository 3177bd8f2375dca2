using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>Names a pair, whichever of its ends is named first.</summary>
public readonly record struct RelayPairKey
{
    private RelayPairKey(PublicKey smaller, PublicKey greater) => (Smaller, Greater) = (smaller, greater);

    /// <summary>The smaller key.</summary>
    public PublicKey Smaller { get; }

    /// <summary>The greater key.</summary>
    public PublicKey Greater { get; }

    /// <summary>Names the pair of two nodes.</summary>
    public static RelayPairKey Of(PublicKey one, PublicKey other) => one < other ? new(one, other) : new(other, one);

    /// <summary>Whether a node is one of the two.</summary>
    public bool Has(PublicKey node) => node == Smaller || node == Greater;
}

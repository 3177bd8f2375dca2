using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>Who a relay is, as the operator says.</summary>
/// <param name="Name">Its MeshNode.</param>
/// <param name="PublicKey">Its WireGuard key.</param>
public sealed record RelayIdentity(string Name, PublicKey PublicKey)
{
    /// <summary>The relay behind it, where a path takes two in a row; null where it takes this one alone.</summary>
    public RelayChain? Chain { get; init; }

    /// <summary>The name of the path: the relay's, or those of both.</summary>
    public string Path => Chain?.Path ?? Name;

    /// <summary>The key of the relay behind it; zero for none.</summary>
    internal PublicKey Via => Chain?.Next ?? default;

    /// <summary>The relay itself, whatever is behind it.</summary>
    internal RelayIdentity Alone => Chain is null ? this : this with { Chain = null };

    /// <summary>Whether two paths fail with one relay.</summary>
    internal bool Shares(RelayIdentity other)
        => PublicKey == other.PublicKey || PublicKey == other.Via || (Chain is { } chain && (chain.Next == other.PublicKey || chain.Next == other.Via));
}

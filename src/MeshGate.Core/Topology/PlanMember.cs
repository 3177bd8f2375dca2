using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace MeshGate.Core.Topology;

/// <summary>The identity of a peer. Equal where all of it is equal.</summary>
/// <param name="Name">The peer's name.</param>
/// <param name="PublicKey">Its WireGuard public key, base64.</param>
/// <param name="Addresses">Its mesh addresses in canonical form, IPv4 first.</param>
public sealed record PlanMember(string Name, string PublicKey, ImmutableArray<string> Addresses)
{
    private byte[]? _digest;

    // What is made from another with a part exchanged has a digest of its own.
    private PlanMember(PlanMember other)
    {
        Name = other.Name;
        PublicKey = other.PublicKey;
        Addresses = other.Addresses;
    }

    /// <summary>The first half of the SHA-256 of all of it: 16 bytes.</summary>
    internal ReadOnlySpan<byte> Digest => (_digest ??= SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Name, PublicKey, .. Addresses])))).AsSpan(0, SHA256.HashSizeInBytes / 2);

    /// <inheritdoc/>
    public bool Equals(PlanMember? other)
        => ReferenceEquals(this, other) || (other is not null && Name == other.Name && PublicKey == other.PublicKey && Addresses.SequenceEqual(other.Addresses));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, PublicKey);
}

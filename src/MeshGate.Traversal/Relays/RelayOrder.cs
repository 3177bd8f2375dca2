using System.Collections.Immutable;
using System.Security.Cryptography;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>In which order two nodes try relays: both find the same, without a word, so that they come to the same relay.</summary>
public static class RelayOrder
{
    /// <summary>The most relays tried for one peer.</summary>
    public const int MaxRelays = 6;

    /// <summary>Relays of both ends first, then those of one, each kind by a hash of pair and relay, which spreads pairs over relays.</summary>
    public static ImmutableArray<RelayIdentity> For(PublicKey one, PublicKey other, IEnumerable<RelayIdentity> ofOne, IEnumerable<RelayIdentity> ofOther)
    {
        var pair = RelayPairKey.Of(one, other);
        return
        [
            .. ofOne.DistinctBy(relay => relay.PublicKey).Concat(ofOther.DistinctBy(relay => relay.PublicKey))
                .GroupBy(relay => relay.PublicKey)
                .Where(relay => relay.Key != one && relay.Key != other)
                .OrderByDescending(relay => relay.Count())
                .ThenBy(relay => Hash(pair, relay.Key))
                .Select(relay => relay.First())
                .Take(MaxRelays),
        ];
    }

    private static UInt128 Hash(RelayPairKey pair, PublicKey relay)
    {
        Span<byte> input = stackalloc byte[PublicKey.Length * 3];
        pair.Smaller.CopyTo(input);
        pair.Greater.CopyTo(input[PublicKey.Length..]);
        relay.CopyTo(input[(2 * PublicKey.Length)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}

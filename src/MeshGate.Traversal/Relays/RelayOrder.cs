using System.Collections.Immutable;
using System.Security.Cryptography;
using MeshGate.Core.Identity;

namespace MeshGate.Traversal.Relays;

/// <summary>In which order two nodes try relays: both find the same, without a word, so that they come to the same relay.</summary>
public static class RelayOrder
{
    /// <summary>The most relays tried for one peer.</summary>
    public const int MaxRelays = 6;

    /// <summary>
    /// Relays of both ends first, then those of one; each kind by the places that they have with the ends, which have their nearest first,
    /// then by a hash of pair and relay, which spreads pairs over relays.
    /// </summary>
    /// <param name="one">The key of one end.</param>
    /// <param name="other">The key of the other.</param>
    /// <param name="ofOne">The relays of the one, best first.</param>
    /// <param name="ofOther">Those of the other, best first.</param>
    public static ImmutableArray<RelayIdentity> For(PublicKey one, PublicKey other, IEnumerable<RelayIdentity> ofOne, IEnumerable<RelayIdentity> ofOther)
    {
        var pair = RelayPairKey.Of(one, other);
        return
        [
            .. Placed(ofOne).Concat(Placed(ofOther))
                .GroupBy(relay => relay.Identity.PublicKey)
                .Where(relay => relay.Key != one && relay.Key != other)
                .OrderByDescending(relay => relay.Count())
                .ThenBy(relay => relay.Sum(placed => placed.Place))
                .ThenBy(relay => Hash(pair, relay.Key))
                .Select(relay => relay.First().Identity)
                .Take(MaxRelays),
        ];
    }

    private static IEnumerable<(RelayIdentity Identity, int Place)> Placed(IEnumerable<RelayIdentity> relays)
        => relays.DistinctBy(relay => relay.PublicKey).Select((relay, place) => (relay, place));

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

using System.Buffers.Binary;
using System.Security.Cryptography;
using MeshGate.Core.Identity;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Traversal.Relays;

/// <summary>
/// What a relay draws when it starts. Its tokens prove that whoever repeats one receives at an address, without anything being kept
/// for those who never do. It is never printed.
/// </summary>
public sealed class RelaySecret
{
    /// <summary>The length in bytes.</summary>
    public const int Length = 32;

    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(10);

    private readonly byte[] _key = GC.AllocateUninitializedArray<byte>(Length, pinned: true);

    /// <summary>Takes 32 bytes from a cryptographic random source.</summary>
    public RelaySecret(ReadOnlySpan<byte> randomness)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(randomness.Length, Length, nameof(randomness));
        randomness.CopyTo(_key);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, "epoch"u8, hash);
        Epoch = RelayToken.FromBytes(hash[..RelayToken.Length]);
    }

    /// <summary>Names this run of the relay. Public.</summary>
    public RelayToken Epoch { get; }

    /// <summary>"(relay secret)".</summary>
    public override string ToString() => "(relay secret)";

    internal RelayToken Create(RelayTokenScope scope, TimeSpan now) => Create(scope, SlotOf(now));

    /// <summary>Whether a token was made for exactly this, 10 to 20 seconds ago at most.</summary>
    internal bool Verify(RelayToken token, RelayTokenScope scope, TimeSpan now)
        => !token.IsNone && (AreEqual(token, Create(scope, SlotOf(now))) || AreEqual(token, Create(scope, SlotOf(now) - 1)));

    private static long SlotOf(TimeSpan now) => now.Ticks / Slot.Ticks;

    private static bool AreEqual(RelayToken one, RelayToken other)
    {
        Span<byte> bytes = stackalloc byte[RelayToken.Length * 2];
        one.CopyTo(bytes);
        other.CopyTo(bytes[RelayToken.Length..]);
        return CryptographicOperations.FixedTimeEquals(bytes[..RelayToken.Length], bytes[RelayToken.Length..]);
    }

    private RelayToken Create(RelayTokenScope scope, long slot)
    {
        Span<byte> input = stackalloc byte[PublicKey.Length + (2 * SessionId.Length) + 16 + 4 + 4 + 8];
        input.Clear();
        scope.Node.CopyTo(input);
        scope.Session.CopyTo(input[32..]);
        scope.Standing.CopyTo(input[40..]);
        scope.From.Address.MapToIPv6().TryWriteBytes(input[48..], out _);
        BinaryPrimitives.WriteInt32BigEndian(input[64..], scope.From.Port);
        BinaryPrimitives.WriteInt32BigEndian(input[68..], scope.LocalPort);
        BinaryPrimitives.WriteInt64BigEndian(input[72..], slot);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, input, hash);
        return RelayToken.FromBytes(hash[..RelayToken.Length]);
    }
}

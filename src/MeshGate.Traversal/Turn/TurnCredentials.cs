using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Traversal.Turn.Attributes;

namespace MeshGate.Traversal.Turn;

/// <summary>
/// Long-term credentials (RFC 8489, section 9.2). The password cannot be printed; its one use is the key that integrity is made with.
/// </summary>
[DebuggerDisplay("(TURN credentials)")]
[SuppressMessage("Security", "CA5351", Justification = "The protocol prescribes MD5 here.")]
public sealed class TurnCredentials : IEquatable<TurnCredentials>
{
    /// <summary>The longest username and the longest password, in bytes.</summary>
    public const int MaxLength = 508;

    /// <summary>The longest key, in bytes.</summary>
    public const int MaxKeyLength = SHA256.HashSizeInBytes;

    private readonly byte[] _password;

    private TurnCredentials(string username, byte[] password)
    {
        Username = username;
        _password = password;
    }

    /// <summary>The username, which goes over the wire in the clear.</summary>
    public string Username { get; }

    /// <summary>Takes a username and a password; false when one is empty or longer than <see cref="MaxLength"/> bytes.</summary>
    public static bool TryCreate(string? username, string? password, [NotNullWhen(true)] out TurnCredentials? credentials)
    {
        credentials = string.IsNullOrEmpty(username) || string.IsNullOrEmpty(password)
            || Encoding.UTF8.GetByteCount(username) > MaxLength || Encoding.UTF8.GetByteCount(password) > MaxLength
                ? null
                : new TurnCredentials(username, Encoding.UTF8.GetBytes(password));
        return credentials is not null;
    }

    /// <summary>Writes the key for a realm: the digest of <c>username:realm:password</c> (RFC 8489, section 18.5.1).</summary>
    /// <param name="realm">The server's realm.</param>
    /// <param name="algorithm"><see cref="PasswordAlgorithms.Md5"/> or <see cref="PasswordAlgorithms.Sha256"/>.</param>
    /// <param name="key">At least <see cref="MaxKeyLength"/> bytes; zero it after use.</param>
    /// <returns>The key's length.</returns>
    public int WriteKey(ReadOnlySpan<byte> realm, ushort algorithm, Span<byte> key)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(Username), (byte)':', .. realm, (byte)':', .. _password];
        int length = algorithm == PasswordAlgorithms.Sha256 ? SHA256.HashData(input, key) : MD5.HashData(input, key);
        CryptographicOperations.ZeroMemory(input);
        return length;
    }

    /// <inheritdoc/>
    public bool Equals(TurnCredentials? other) =>
        other is not null && Username == other.Username && CryptographicOperations.FixedTimeEquals(_password, other._password);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TurnCredentials);

    /// <inheritdoc/>
    public override int GetHashCode() => Username.GetHashCode(StringComparison.Ordinal);

    /// <summary>"(TURN credentials)".</summary>
    public override string ToString() => "(TURN credentials)";
}

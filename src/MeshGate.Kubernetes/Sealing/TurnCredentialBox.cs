using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Core.Identity;

namespace MeshGate.Kubernetes.Sealing;

/// <summary>TURN credentials in a <see cref="SealedBox"/>: username and password, a line each.</summary>
public static class TurnCredentialBox
{
    private static ReadOnlySpan<byte> Purpose => "meshgate turn credentials v1"u8;

    /// <summary>Seals credentials to a node; null when its key is of low order.</summary>
    public static string? Seal(string username, string password, PublicKey node)
    {
        byte[] plaintext = Encoding.UTF8.GetBytes($"{username}\n{password}");
        Span<byte> randomness = stackalloc byte[PublicKey.Length];
        RandomNumberGenerator.Fill(randomness);
        string? box = SealedBox.Seal(plaintext, node, Purpose, randomness);
        CryptographicOperations.ZeroMemory(plaintext);
        return box;
    }

    /// <summary>Opens credentials; false when the box is not for this node, or holds something else.</summary>
    public static bool TryOpen(
        string? box, PublicKey node, SealedBox.Agreement agree, [NotNullWhen(true)] out string? username, [NotNullWhen(true)] out string? password)
    {
        username = password = null;
        if (!SealedBox.TryOpen(box, node, agree, Purpose, out byte[]? plaintext))
        {
            return false;
        }

        int end = plaintext.AsSpan().IndexOf((byte)'\n');
        if (end > 0 && end < plaintext.Length - 1)
        {
            username = Encoding.UTF8.GetString(plaintext, 0, end);
            password = Encoding.UTF8.GetString(plaintext, end + 1, plaintext.Length - end - 1);
        }

        CryptographicOperations.ZeroMemory(plaintext);
        return username is not null && password is not null;
    }
}

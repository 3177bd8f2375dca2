using System.Security.Cryptography;
using System.Text;
using MeshGate.Traversal.Keys;

namespace MeshGate.NodeDaemon.Storage;

/// <summary>The node's private key: born here on first start, kept in a file (0600), never sent anywhere and never replaced.</summary>
public static class NodeKey
{
    /// <summary>The file's name in the daemon's directory.</summary>
    public const string FileName = "private.key";

    /// <summary>Reads the key, or makes it on first start.</summary>
    /// <exception cref="InvalidDataException">The file holds no key. It is left alone: a new key would cut the node off from its peers.</exception>
    public static PrivateKey LoadOrCreate(NodeStore store)
    {
        var path = store.PathOf(FileName);
        if (!File.Exists(path))
        {
            Span<byte> random = stackalloc byte[32];
            RandomNumberGenerator.Fill(random);
            using var born = PrivateKey.Generate(random);
            store.Write(FileName, Encoding.ASCII.GetBytes(born.ExportBase64() + "\n"));
        }

        return PrivateKey.TryParse(File.ReadAllText(path).Trim(), out var key, out _)
            ? key
            : throw new InvalidDataException($"'{path}' does not hold a WireGuard private key (base64 of 32 bytes); restore it from a backup, or remove it to join as a new node");
    }
}
